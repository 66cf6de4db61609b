@NullMarked
package dev.homeport.cli.simulate;

import org.jspecify.annotations.NullMarked;
