/** The secrets of ids and claims, in files. */
@NullMarked
package dev.homeport.dcnode.ids.adapter.file;

import org.jspecify.annotations.NullMarked;
