/** Tests. */
@NullMarked
package dev.homeport.quorumqueue.adapter.ratis;

import org.jspecify.annotations.NullMarked;
