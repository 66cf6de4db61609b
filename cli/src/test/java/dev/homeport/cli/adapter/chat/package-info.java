@NullMarked
package dev.homeport.cli.adapter.chat;

import org.jspecify.annotations.NullMarked;
