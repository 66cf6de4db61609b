@NullMarked
package dev.homeport.regionrouter.adapter.http;

import org.jspecify.annotations.NullMarked;
