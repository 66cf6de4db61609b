@NullMarked
package dev.homeport.architecture.right.wire;

import org.jspecify.annotations.NullMarked;
