@NullMarked
package dev.homeport.dcnode.table.adapter.grpc;

import org.jspecify.annotations.NullMarked;
