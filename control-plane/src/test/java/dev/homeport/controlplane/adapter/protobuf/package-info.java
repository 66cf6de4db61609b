@NullMarked
package dev.homeport.controlplane.adapter.protobuf;

import org.jspecify.annotations.NullMarked;
