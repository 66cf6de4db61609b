/** The program that runs benchmarks. */
@NullMarked
package dev.homeport.benchmarks.app;

import org.jspecify.annotations.NullMarked;
