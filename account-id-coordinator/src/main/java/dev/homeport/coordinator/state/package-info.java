/**
 * The coordinator's state: grants and claims together, changed by the commands of one log in its
 * order, and the store that keeps it on disk.
 */
@NullMarked
package dev.homeport.coordinator.state;

import org.jspecify.annotations.NullMarked;
