@NullMarked
package dev.homeport.regionrouter.adapter.maxmind;

import org.jspecify.annotations.NullMarked;
