/**
 * Judges what clients saw: their own histories and everything read back in, a verdict out. Shares
 * no code with the servers, not even the words for ids and shards, and is pure.
 */
@NullMarked
package dev.homeport.client.checker;

import org.jspecify.annotations.NullMarked;
