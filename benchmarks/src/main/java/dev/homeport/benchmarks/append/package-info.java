/** The benchmark of appends: what is asked for, of what systems, and what came of it. */
@NullMarked
package dev.homeport.benchmarks.append;

import org.jspecify.annotations.NullMarked;
