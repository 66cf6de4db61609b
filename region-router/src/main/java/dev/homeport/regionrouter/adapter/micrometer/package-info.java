/** What the router tells its operators in numbers. */
@NullMarked
package dev.homeport.regionrouter.adapter.micrometer;

import org.jspecify.annotations.NullMarked;
