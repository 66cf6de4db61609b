@NullMarked
package dev.homeport.dcnode.home.adapter.grpc;

import org.jspecify.annotations.NullMarked;
