@NullMarked
package dev.homeport.controlplane.replica;

import org.jspecify.annotations.NullMarked;
