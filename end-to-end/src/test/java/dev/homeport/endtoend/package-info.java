/** Scenarios against one fleet of real processes, as a user and an operator meet it. */
@NullMarked
package dev.homeport.endtoend;

import org.jspecify.annotations.NullMarked;
