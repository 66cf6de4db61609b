/**
 * A site log in memory, for tests of what is built on the queue. It keeps the same contract as the
 * real ones (the same tests run against it) and can be told to lose its lead, to be overloaded or
 * to leave its askers without an answer.
 */
@NullMarked
package dev.homeport.quorumqueue.testing;

import org.jspecify.annotations.NullMarked;
