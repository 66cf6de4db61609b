/** Whom a handle belongs to, for those who route by it. */
@NullMarked
package dev.homeport.controlplane.handle;

import org.jspecify.annotations.NullMarked;
