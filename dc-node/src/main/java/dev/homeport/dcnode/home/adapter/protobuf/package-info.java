/**
 * The lease protocol's nouns as protobuf messages: on the wire, on a witness's disk and in the
 * journals. What is malformed is refused by a {@link
 * dev.homeport.wireformat.adapter.protobuf.MalformedMessageException} that names the field.
 */
@NullMarked
package dev.homeport.dcnode.home.adapter.protobuf;

import org.jspecify.annotations.NullMarked;
