/** The link protocol's forms. */
@NullMarked
package dev.homeport.dcnode.link.adapter.protobuf;

import org.jspecify.annotations.NullMarked;
