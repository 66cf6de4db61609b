/** Replicas in processes of their own, and what is done to them. */
@NullMarked
package dev.homeport.quorumqueue.process;

import org.jspecify.annotations.NullMarked;
