/** Bounds on the connections of HTTP ports, for servers that have none of their own. */
@NullMarked
package dev.homeport.process.adapter.netty;

import org.jspecify.annotations.NullMarked;
