/** Wiring of a site's node. */
@NullMarked
package dev.homeport.dcnode.app;

import org.jspecify.annotations.NullMarked;
