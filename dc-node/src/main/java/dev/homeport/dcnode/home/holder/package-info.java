/** The side of a lease that may acknowledge writes: the leader of a site's log. */
@NullMarked
package dev.homeport.dcnode.home.holder;

import org.jspecify.annotations.NullMarked;
