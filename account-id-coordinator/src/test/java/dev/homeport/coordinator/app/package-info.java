@NullMarked
package dev.homeport.coordinator.app;

import org.jspecify.annotations.NullMarked;
