/**
 * The batcher in front of the engine: groups what is appended into frames, in order, within bounds.
 * Pure: it owns no thread and reads no clock.
 */
@NullMarked
package dev.homeport.quorumqueue.batching;

import org.jspecify.annotations.NullMarked;
