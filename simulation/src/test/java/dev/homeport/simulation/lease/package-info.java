/** The lease scenario, with all rules and with each one removed. */
@NullMarked
package dev.homeport.simulation.lease;

import org.jspecify.annotations.NullMarked;
