@NullMarked
package dev.homeport.architecture.right.dcnode.lease;

import org.jspecify.annotations.NullMarked;
