@NullMarked
package dev.homeport.benchmarks.app;

import org.jspecify.annotations.NullMarked;
