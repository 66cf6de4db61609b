@NullMarked
package dev.homeport.coordinator.state;

import org.jspecify.annotations.NullMarked;
