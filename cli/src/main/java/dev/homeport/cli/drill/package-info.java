/** {@code homeport drill}: rehearsals of failures on the running fleet. */
@NullMarked
package dev.homeport.cli.drill;

import org.jspecify.annotations.NullMarked;
