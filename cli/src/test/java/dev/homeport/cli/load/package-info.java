@NullMarked
package dev.homeport.cli.load;

import org.jspecify.annotations.NullMarked;
