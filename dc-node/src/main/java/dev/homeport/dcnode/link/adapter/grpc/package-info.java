/** The link protocol between nodes: gRPC over mutual TLS. */
@NullMarked
package dev.homeport.dcnode.link.adapter.grpc;

import org.jspecify.annotations.NullMarked;
