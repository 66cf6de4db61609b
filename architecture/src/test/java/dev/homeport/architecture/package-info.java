/** Rules that the classes of all modules must keep, and the proof that each rule can fail. */
@NullMarked
package dev.homeport.architecture;

import org.jspecify.annotations.NullMarked;
