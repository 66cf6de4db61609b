@NullMarked
package dev.homeport.architecture.wrong.wire;

import org.jspecify.annotations.NullMarked;
