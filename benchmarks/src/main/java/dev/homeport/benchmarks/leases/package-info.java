/** The benchmark of lease lengths: what shorter leases and limits would have cost a real run. */
@NullMarked
package dev.homeport.benchmarks.leases;

import org.jspecify.annotations.NullMarked;
