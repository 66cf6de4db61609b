/** {@code homeport chat}: the terminal client. */
@NullMarked
package dev.homeport.cli.chat;

import org.jspecify.annotations.NullMarked;
