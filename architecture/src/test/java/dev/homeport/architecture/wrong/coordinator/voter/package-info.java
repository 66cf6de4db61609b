@NullMarked
package dev.homeport.architecture.wrong.coordinator.voter;

import org.jspecify.annotations.NullMarked;
