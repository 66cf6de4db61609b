/** {@code homeport chat}: what is typed, what is told, and the order of things. */
@NullMarked
package dev.homeport.cli.chat;

import org.jspecify.annotations.NullMarked;
