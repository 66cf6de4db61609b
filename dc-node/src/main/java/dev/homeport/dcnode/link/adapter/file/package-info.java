/** The journal of a site's links on disk. */
@NullMarked
package dev.homeport.dcnode.link.adapter.file;

import org.jspecify.annotations.NullMarked;
