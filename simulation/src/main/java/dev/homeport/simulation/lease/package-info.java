/**
 * The lease scenario: whole fleets of sites and witnesses under leader changes, isolation, moves,
 * takeovers, fences, changes of the isolation budget, and witnesses that restart, are rolled back
 * or come back empty, with the invariants checked after every event.
 */
@NullMarked
package dev.homeport.simulation.lease;

import org.jspecify.annotations.NullMarked;
