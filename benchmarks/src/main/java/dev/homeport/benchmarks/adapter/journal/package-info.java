/** Journals of a fleet, as the benchmarks read them. */
@NullMarked
package dev.homeport.benchmarks.adapter.journal;

import org.jspecify.annotations.NullMarked;
