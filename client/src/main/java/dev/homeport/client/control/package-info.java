/** Moves of homes, as an operator asks for them and sees them. */
@NullMarked
package dev.homeport.client.control;

import org.jspecify.annotations.NullMarked;
