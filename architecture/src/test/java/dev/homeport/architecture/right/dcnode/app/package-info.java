@NullMarked
package dev.homeport.architecture.right.dcnode.app;

import org.jspecify.annotations.NullMarked;
