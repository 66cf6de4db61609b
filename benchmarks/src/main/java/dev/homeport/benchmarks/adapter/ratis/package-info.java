/** The bare consensus engine as a system under measurement. */
@NullMarked
package dev.homeport.benchmarks.adapter.ratis;

import org.jspecify.annotations.NullMarked;
