/** Homeport's own log as a system under measurement. */
@NullMarked
package dev.homeport.benchmarks.adapter.queue;

import org.jspecify.annotations.NullMarked;
