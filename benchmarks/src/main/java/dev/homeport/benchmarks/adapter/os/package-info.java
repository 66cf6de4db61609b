/** What the operating system knows of the machine. */
@NullMarked
package dev.homeport.benchmarks.adapter.os;

import org.jspecify.annotations.NullMarked;
