@NullMarked
package dev.homeport.regionrouter.address;

import org.jspecify.annotations.NullMarked;
