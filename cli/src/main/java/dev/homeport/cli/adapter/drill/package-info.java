/** The drills of the fleet of a state folder. */
@NullMarked
package dev.homeport.cli.adapter.drill;

import org.jspecify.annotations.NullMarked;
