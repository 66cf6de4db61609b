/** How processes of a fleet reach each other over gRPC: who is who, and bounds on everything. */
@NullMarked
package dev.homeport.process.adapter.grpc;

import org.jspecify.annotations.NullMarked;
