/** Tests. */
@NullMarked
package dev.homeport.quorumqueue.replica;

import org.jspecify.annotations.NullMarked;
