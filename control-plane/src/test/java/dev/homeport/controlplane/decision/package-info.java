@NullMarked
package dev.homeport.controlplane.decision;

import org.jspecify.annotations.NullMarked;
