@NullMarked
package dev.homeport.benchmarks.adapter.os;

import org.jspecify.annotations.NullMarked;
