/**
 * A world of one thread: events in the order of simulated time, machines whose clocks drift, jump
 * and stop, and a network that delays, loses, repeats and cuts. All chance comes from one seed.
 */
@NullMarked
package dev.homeport.simulation.engine;

import org.jspecify.annotations.NullMarked;
