/** {@code homeport load}: what is asked for and what is reported. */
@NullMarked
package dev.homeport.cli.load;

import org.jspecify.annotations.NullMarked;
