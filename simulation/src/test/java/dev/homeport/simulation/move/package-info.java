/** Tests of the scenario of moves, and of the rules that it shows to be needed. */
@NullMarked
package dev.homeport.simulation.move;

import org.jspecify.annotations.NullMarked;
