@NullMarked
package dev.homeport.benchmarks.measurement;

import org.jspecify.annotations.NullMarked;
