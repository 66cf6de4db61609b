/**
 * Whole fleets of linked sites in one thread, under time, network and faults that are simulated.
 */
@NullMarked
package dev.homeport.dcnode.link.simulated;

import org.jspecify.annotations.NullMarked;
