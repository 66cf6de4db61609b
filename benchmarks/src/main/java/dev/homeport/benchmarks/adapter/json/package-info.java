/** Reports as JSON. */
@NullMarked
package dev.homeport.benchmarks.adapter.json;

import org.jspecify.annotations.NullMarked;
