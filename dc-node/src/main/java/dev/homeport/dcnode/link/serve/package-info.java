/** What a node that serves entries knows and decides. Pure, but for the log that it reads. */
@NullMarked
package dev.homeport.dcnode.link.serve;

import org.jspecify.annotations.NullMarked;
