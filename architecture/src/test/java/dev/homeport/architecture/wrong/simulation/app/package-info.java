@NullMarked
package dev.homeport.architecture.wrong.simulation.app;

import org.jspecify.annotations.NullMarked;
