/** Tests. */
@NullMarked
package dev.homeport.quorumqueue.adapter.disk;

import org.jspecify.annotations.NullMarked;
