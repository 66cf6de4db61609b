@NullMarked
package dev.homeport.coordinator.handle;

import org.jspecify.annotations.NullMarked;
