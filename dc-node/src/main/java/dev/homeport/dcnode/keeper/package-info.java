/**
 * Keeps a site's log in line with the routing table: the newest table that is known, the closings
 * and openings that it demands, and what the holder of the lease has to hear of the log.
 */
@NullMarked
package dev.homeport.dcnode.keeper;

import org.jspecify.annotations.NullMarked;
