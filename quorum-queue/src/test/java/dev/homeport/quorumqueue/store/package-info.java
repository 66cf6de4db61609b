/** Tests. */
@NullMarked
package dev.homeport.quorumqueue.store;

import org.jspecify.annotations.NullMarked;
