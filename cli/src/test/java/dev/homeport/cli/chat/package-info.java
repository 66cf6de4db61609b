@NullMarked
package dev.homeport.cli.chat;

import org.jspecify.annotations.NullMarked;
