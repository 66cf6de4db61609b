/**
 * What one record of the engine's log holds: checksummed, versioned frames of our own, and the hash
 * chain over a stream's entries. Pure.
 */
@NullMarked
package dev.homeport.quorumqueue.frame;

import org.jspecify.annotations.NullMarked;
