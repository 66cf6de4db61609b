/** Files of a local fleet that nobody but their owner may read, and keys kept in them. */
@NullMarked
package dev.homeport.local.adapter.file;

import org.jspecify.annotations.NullMarked;
