/** The leader's work as messages. */
@NullMarked
package dev.homeport.dcnode.forward.adapter.protobuf;

import org.jspecify.annotations.NullMarked;
