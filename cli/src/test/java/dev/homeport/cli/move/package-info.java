@NullMarked
package dev.homeport.cli.move;

import org.jspecify.annotations.NullMarked;
