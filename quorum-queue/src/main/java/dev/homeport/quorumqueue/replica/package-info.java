/**
 * What a replica makes of the log: streams, cursors and verdicts, stepped by committed frames in
 * log order. Pure and deterministic: the same frames give the same state on every replica, in every
 * engine and in the in-memory queue alike.
 */
@NullMarked
package dev.homeport.quorumqueue.replica;

import org.jspecify.annotations.NullMarked;
