/** The routing table from a file, with a copy that outlives the file's loss. */
@NullMarked
package dev.homeport.regionrouter.adapter.file;

import org.jspecify.annotations.NullMarked;
