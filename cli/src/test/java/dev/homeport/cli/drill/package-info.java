@NullMarked
package dev.homeport.cli.drill;

import org.jspecify.annotations.NullMarked;
