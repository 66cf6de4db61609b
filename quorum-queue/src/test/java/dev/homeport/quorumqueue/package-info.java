/** The contract of the site log, which every implementation is run against. */
@NullMarked
package dev.homeport.quorumqueue;

import org.jspecify.annotations.NullMarked;
