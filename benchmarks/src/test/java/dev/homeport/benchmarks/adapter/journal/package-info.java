/** Tests of what the benchmarks read from journals. */
@NullMarked
package dev.homeport.benchmarks.adapter.journal;

import org.jspecify.annotations.NullMarked;
