@NullMarked
package dev.homeport.coordinator.allocation;

import org.jspecify.annotations.NullMarked;
