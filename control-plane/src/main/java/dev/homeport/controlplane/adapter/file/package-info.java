/** Journals of what a replica sees and decides, in files. */
@NullMarked
package dev.homeport.controlplane.adapter.file;

import org.jspecify.annotations.NullMarked;
