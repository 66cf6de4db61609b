/** Chatting over a real session, from a real input. */
@NullMarked
package dev.homeport.cli.adapter.chat;

import org.jspecify.annotations.NullMarked;
