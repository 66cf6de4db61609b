/** The secrets of ids and claims, in files. */
@NullMarked
package dev.homeport.coordinator.adapter.file;

import org.jspecify.annotations.NullMarked;
