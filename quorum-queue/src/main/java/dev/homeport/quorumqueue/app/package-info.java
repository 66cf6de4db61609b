/** Configuration and life of a process that carries a log replica and nothing else. */
@NullMarked
package dev.homeport.quorumqueue.app;

import org.jspecify.annotations.NullMarked;
