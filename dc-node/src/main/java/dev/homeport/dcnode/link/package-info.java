/**
 * Links between sites: a site pulls the entries of every other origin, from the origin itself or
 * from another site's mirror of it, and appends them to its own log. {@link
 * dev.homeport.dcnode.link.pull.Puller} decides, {@link dev.homeport.dcnode.link.Links} runs it.
 */
@NullMarked
package dev.homeport.dcnode.link;

import org.jspecify.annotations.NullMarked;
