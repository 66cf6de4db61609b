/** The simulated world itself is tested. */
@NullMarked
package dev.homeport.simulation.engine;

import org.jspecify.annotations.NullMarked;
