/** What a drill changes in a fleet, and how that is undone. */
@NullMarked
package dev.homeport.drills.change;

import org.jspecify.annotations.NullMarked;
