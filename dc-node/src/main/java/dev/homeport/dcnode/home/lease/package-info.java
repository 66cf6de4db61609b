/**
 * What a lease is made of and what its holder and the witnesses say to each other. Leases are
 * time-bounded permissions to acknowledge writes, granted to a site's log leader by a majority of
 * witnesses; see {@code docs/internals/leases.md} for the protocol as a whole.
 */
@NullMarked
package dev.homeport.dcnode.home.lease;

import org.jspecify.annotations.NullMarked;
