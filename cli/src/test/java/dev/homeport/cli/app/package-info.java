@NullMarked
package dev.homeport.cli.app;

import org.jspecify.annotations.NullMarked;
