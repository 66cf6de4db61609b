@NullMarked
package dev.homeport.coordinator;

import org.jspecify.annotations.NullMarked;
