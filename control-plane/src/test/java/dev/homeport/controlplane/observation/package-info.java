@NullMarked
package dev.homeport.controlplane.observation;

import org.jspecify.annotations.NullMarked;
