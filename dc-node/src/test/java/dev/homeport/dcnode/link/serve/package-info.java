/** What a node that serves says. */
@NullMarked
package dev.homeport.dcnode.link.serve;

import org.jspecify.annotations.NullMarked;
