/** Tests. */
@NullMarked
package dev.homeport.quorumqueue.testing;

import org.jspecify.annotations.NullMarked;
