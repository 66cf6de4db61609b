package dev.homeport.cli.adapter.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.cli.chat.Happening;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InputLinesTest {

    private static List<Happening> read(byte[] input) {
        var lines = new InputLines(new ByteArrayInputStream(input));
        var read = new ArrayList<Happening>();
        do {
            read.add(lines.next());
        } while (!(read.getLast() instanceof Happening.EndOfInput));
        return read;
    }

    @Test
    void linesAreUtf8WithOrWithoutCarriageReturnAndLastEnd() {
        assertThat(read("ana: é\r\n\nlast".getBytes(UTF_8)))
                .containsExactly(
                        new Happening.Typed(1, "ana: é"),
                        new Happening.Typed(2, ""),
                        new Happening.Typed(3, "last"),
                        new Happening.EndOfInput());
    }

    @Test
    void brokenBytesAreToldAndTheNextLineIsRead() {
        var input = new byte[] {'a', (byte) 0xff, '\n', 'b', '\n'};
        assertThat(read(input))
                .containsExactly(
                        new Happening.Unreadable(1, "it is not UTF-8; write it in UTF-8"),
                        new Happening.Typed(2, "b"),
                        new Happening.EndOfInput());
    }

    @Test
    void aLineThatIsTooLongIsToldAndNotKept() {
        var input = ("x".repeat(InputLines.LONGEST_BYTES + 1) + "\ny\n").getBytes(UTF_8);
        assertThat(read(input))
                .containsExactly(
                        new Happening.Unreadable(1, "it has 65537 bytes; use at most 65536"),
                        new Happening.Typed(2, "y"),
                        new Happening.EndOfInput());
    }
}
