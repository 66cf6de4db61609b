@NullMarked
package dev.homeport.process.app;

import org.jspecify.annotations.NullMarked;
