/** What waits for its place in the log, and how it hears what became of it. */
@NullMarked
package dev.homeport.quorumqueue.proposal;

import org.jspecify.annotations.NullMarked;
