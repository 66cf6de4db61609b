package dev.homeport.cli.adapter.chat;

import dev.homeport.cli.chat.Happening;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads lines of UTF-8, whatever the locale says. A line that is too long or no UTF-8 is told and
 * passed over: it is never sent altered. For one thread.
 */
final class InputLines {

    static final int LONGEST_BYTES = 64 * 1024;

    private final InputStream in;
    private long number;

    InputLines(InputStream in) {
        this.in = in;
    }

    /** The next line, or the end; what cannot be read any more has ended. */
    Happening next() {
        var line = new ByteArrayOutputStream();
        var length = 0L;
        try {
            for (var next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0) {
                    return length == 0 ? new Happening.EndOfInput() : line(line, length);
                }
                if (++length <= LONGEST_BYTES) {
                    line.write(next);
                }
            }
        } catch (IOException e) {
            return new Happening.EndOfInput();
        }
        return line(line, length);
    }

    private Happening line(ByteArrayOutputStream line, long length) {
        number++;
        if (length > LONGEST_BYTES) {
            return new Happening.Unreadable(
                    number, "it has " + length + " bytes; use at most " + LONGEST_BYTES);
        }
        try {
            var text =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(line.toByteArray()))
                            .toString();
            return new Happening.Typed(
                    number, text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
        } catch (CharacterCodingException e) {
            return new Happening.Unreadable(number, "it is not UTF-8; write it in UTF-8");
        }
    }
}
