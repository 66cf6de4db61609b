/** The load of a drill. */
@NullMarked
package dev.homeport.drills.adapter.load;

import org.jspecify.annotations.NullMarked;
