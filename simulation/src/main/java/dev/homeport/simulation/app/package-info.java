/** The simulator as a program. */
@NullMarked
package dev.homeport.simulation.app;

import org.jspecify.annotations.NullMarked;
