@NullMarked
package dev.homeport.regionrouter.adapter.file;

import org.jspecify.annotations.NullMarked;
