@NullMarked
package dev.homeport.coordinator.claim;

import org.jspecify.annotations.NullMarked;
