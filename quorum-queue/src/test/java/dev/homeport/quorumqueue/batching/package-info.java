/** Tests. */
@NullMarked
package dev.homeport.quorumqueue.batching;

import org.jspecify.annotations.NullMarked;
