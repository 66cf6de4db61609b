@NullMarked
package dev.homeport.coordinator.adapter.file;

import org.jspecify.annotations.NullMarked;
