/** Who asks, and who is connected: what the edges of a site share, whatever protocol they speak. */
@NullMarked
package dev.homeport.dcnode.access;

import org.jspecify.annotations.NullMarked;
