/** What a drill has measured, and what of it makes the drill fail. */
@NullMarked
package dev.homeport.drills.verdict;

import org.jspecify.annotations.NullMarked;
