/** Lines over real connections. */
@NullMarked
package dev.homeport.dcnode.link.adapter.grpc;

import org.jspecify.annotations.NullMarked;
