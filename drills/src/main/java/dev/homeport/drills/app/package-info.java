/** The process that leads a drill. */
@NullMarked
package dev.homeport.drills.app;

import org.jspecify.annotations.NullMarked;
