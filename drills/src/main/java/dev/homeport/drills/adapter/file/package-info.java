/** The folder of a drill. */
@NullMarked
package dev.homeport.drills.adapter.file;

import org.jspecify.annotations.NullMarked;
