/**
 * The port of the site log: what a site may ask of its replicated, fsynced, ordered log, without a
 * word of the engine behind it. The queue knows nothing of homes, shards or epochs: those stand in
 * payloads that only the {@link dev.homeport.quorumqueue.Judge} reads.
 *
 * <p>Engines stand under {@code adapter}, a hand-written in-memory one for tests in {@code
 * testing}.
 */
@NullMarked
package dev.homeport.quorumqueue;

import org.jspecify.annotations.NullMarked;
