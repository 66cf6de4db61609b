/** The link protocol's nouns as protobuf messages: on the wire and in the journal. */
@NullMarked
package dev.homeport.dcnode.link.adapter.protobuf;

import org.jspecify.annotations.NullMarked;
