/** The course of a drill: scripts of phases, and the machine that goes through them. */
@NullMarked
package dev.homeport.drills.run;

import org.jspecify.annotations.NullMarked;
