/** The port between nodes, and the leader's work asked over it. */
@NullMarked
package dev.homeport.dcnode.forward.adapter.grpc;

import org.jspecify.annotations.NullMarked;
