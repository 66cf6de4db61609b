/**
 * Shared nouns in the messages of {@code wire}, written and read in one place: what is read is
 * checked field by field, and what is wrong is refused by its name.
 */
@NullMarked
package dev.homeport.wireformat.adapter.protobuf;

import org.jspecify.annotations.NullMarked;
