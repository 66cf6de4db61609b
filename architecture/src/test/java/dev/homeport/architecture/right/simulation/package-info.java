@NullMarked
package dev.homeport.architecture.right.simulation;

import org.jspecify.annotations.NullMarked;
