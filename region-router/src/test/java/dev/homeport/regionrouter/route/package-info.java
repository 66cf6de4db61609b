@NullMarked
package dev.homeport.regionrouter.route;

import org.jspecify.annotations.NullMarked;
