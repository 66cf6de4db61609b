/**
 * A replica's folder: its identity, the index of what was applied, and snapshots of the applied
 * state. The log itself is the engine's; everything here but the identity can be rebuilt from it.
 */
@NullMarked
package dev.homeport.quorumqueue.adapter.disk;

import org.jspecify.annotations.NullMarked;
