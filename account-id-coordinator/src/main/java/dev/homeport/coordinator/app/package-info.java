/** Wiring of a coordinator's node, which another process may host. */
@NullMarked
package dev.homeport.coordinator.app;

import org.jspecify.annotations.NullMarked;
