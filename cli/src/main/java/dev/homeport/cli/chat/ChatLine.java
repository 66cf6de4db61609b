package dev.homeport.cli.chat;

import dev.homeport.client.Handle;
import java.util.Optional;

/** What a line of the input asks for. */
sealed interface ChatLine {

    /** A blank line asks for nothing. */
    record Blank() implements ChatLine {}

    /**
     * A message.
     *
     * @param to the recipient
     * @param text what it says
     */
    record Message(Handle to, String text) implements ChatLine {}

    /**
     * A line that is no message.
     *
     * @param detail what is wrong, and the mend
     */
    record Wrong(String detail) implements ChatLine {}

    /**
     * Reads a line.
     *
     * @param to who gets every line; without one, the line begins with {@code HANDLE:}
     */
    static ChatLine read(String line, Optional<Handle> to) {
        if (line.isBlank()) {
            return new Blank();
        }
        if (to.isPresent()) {
            return new Message(to.get(), line);
        }
        var colon = line.indexOf(':');
        if (colon < 0) {
            return new Wrong("it names nobody; write HANDLE: TEXT, or use --to HANDLE");
        }
        var text = line.substring(colon + 1).strip();
        if (text.isEmpty()) {
            return new Wrong("it says nothing; write HANDLE: TEXT");
        }
        try {
            return new Message(new Handle(line.substring(0, colon).strip()), text);
        } catch (IllegalArgumentException e) {
            return new Wrong(String.valueOf(e.getMessage()));
        }
    }
}
