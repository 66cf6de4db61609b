/** Asks the coordinator's voters over gRPC with mutual TLS. */
@NullMarked
package dev.homeport.dcnode.ids.adapter.grpc;

import org.jspecify.annotations.NullMarked;
