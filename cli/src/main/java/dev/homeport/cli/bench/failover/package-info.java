/** {@code homeport bench failover}: drills, again and again, and what comes of them together. */
@NullMarked
package dev.homeport.cli.bench.failover;

import org.jspecify.annotations.NullMarked;
