/** Commands that show moves of homes, wait for them and take them back. */
@NullMarked
package dev.homeport.cli.move;

import org.jspecify.annotations.NullMarked;
