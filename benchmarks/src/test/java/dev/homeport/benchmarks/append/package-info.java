@NullMarked
package dev.homeport.benchmarks.append;

import org.jspecify.annotations.NullMarked;
