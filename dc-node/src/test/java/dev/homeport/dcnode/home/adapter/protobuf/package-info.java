@NullMarked
package dev.homeport.dcnode.home.adapter.protobuf;

import org.jspecify.annotations.NullMarked;
