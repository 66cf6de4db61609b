@NullMarked
package dev.homeport.regionrouter.app;

import org.jspecify.annotations.NullMarked;
