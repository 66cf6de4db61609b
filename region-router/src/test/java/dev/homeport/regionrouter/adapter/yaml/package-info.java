@NullMarked
package dev.homeport.regionrouter.adapter.yaml;

import org.jspecify.annotations.NullMarked;
