/** Answers as JSON. */
@NullMarked
package dev.homeport.regionrouter.adapter.json;

import org.jspecify.annotations.NullMarked;
