@NullMarked
package dev.homeport.controlplane.record;

import org.jspecify.annotations.NullMarked;
