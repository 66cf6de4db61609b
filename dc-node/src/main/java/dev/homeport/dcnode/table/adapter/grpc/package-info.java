/** Watches control-plane replicas over gRPC with mutual TLS. */
@NullMarked
package dev.homeport.dcnode.table.adapter.grpc;

import org.jspecify.annotations.NullMarked;
