/** Entries as protobuf messages. */
@NullMarked
package dev.homeport.dcnode.adapter.protobuf;

import org.jspecify.annotations.NullMarked;
