/** Tests of the benchmark of lease lengths. */
@NullMarked
package dev.homeport.benchmarks.leases;

import org.jspecify.annotations.NullMarked;
