@NullMarked
package dev.homeport.coordinator.grant;

import org.jspecify.annotations.NullMarked;
