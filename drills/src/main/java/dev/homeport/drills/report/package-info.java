/** The account of a drill that is kept. */
@NullMarked
package dev.homeport.drills.report;

import org.jspecify.annotations.NullMarked;
