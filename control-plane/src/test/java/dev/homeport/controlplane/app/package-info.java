@NullMarked
package dev.homeport.controlplane.app;

import org.jspecify.annotations.NullMarked;
