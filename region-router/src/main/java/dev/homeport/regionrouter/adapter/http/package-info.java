/** The router's door: plain HTTP handlers on Vert.x. */
@NullMarked
package dev.homeport.regionrouter.adapter.http;

import org.jspecify.annotations.NullMarked;
