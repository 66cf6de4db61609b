@NullMarked
package dev.homeport.regionrouter.geography;

import org.jspecify.annotations.NullMarked;
