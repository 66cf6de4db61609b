/** Rounds, what they measured, and what is made of many of them. */
@NullMarked
package dev.homeport.benchmarks.measurement;

import org.jspecify.annotations.NullMarked;
