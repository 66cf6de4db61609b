/** Tests. */
@NullMarked
package dev.homeport.quorumqueue.frame;

import org.jspecify.annotations.NullMarked;
