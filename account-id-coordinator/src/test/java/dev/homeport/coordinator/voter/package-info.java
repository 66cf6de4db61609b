@NullMarked
package dev.homeport.coordinator.voter;

import org.jspecify.annotations.NullMarked;
