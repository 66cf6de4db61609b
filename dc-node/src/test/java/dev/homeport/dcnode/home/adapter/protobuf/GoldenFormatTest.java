package dev.homeport.dcnode.home.adapter.protobuf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.wireformat.adapter.protobuf.TableFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What was written once can be read for ever: each golden file holds one noun in format version 0,
 * drawn from a seed that never changes.
 */
class GoldenFormatTest {

    private static final Path GOLDEN =
            Path.of("src/test/resources/dev/homeport/dcnode/home/lease-v0");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void statesOfVersionZeroAreReadAndWrittenAlike(long seed) throws Exception {
        var state = new Drawn(seed).state();
        var bytes = golden("state-" + seed, StateFormat.write(state).toByteArray());
        assertThat(StateFormat.parse(bytes)).isEqualTo(state);
        assertThat(StateFormat.write(state).toByteArray()).isEqualTo(bytes);
    }

    @Test
    void statesWithAGrantMarkAreReadAndWrittenAlike() throws Exception {
        var state = new Drawn(8).markedState();
        var bytes = golden("state-marked", StateFormat.write(state).toByteArray());
        assertThat(StateFormat.parse(bytes)).isEqualTo(state);
        assertThat(StateFormat.write(state).toByteArray()).isEqualTo(bytes);
    }

    @Test
    void tableOfVersionZeroIsReadAndWrittenAlike() throws Exception {
        var table = new Drawn(4).table();
        var bytes = golden("table", TableFormat.write(table).toByteArray());
        assertThat(TableFormat.parse(bytes)).isEqualTo(table);
        assertThat(TableFormat.write(table).toByteArray()).isEqualTo(bytes);
    }

    @Test
    void askAndAnswerOfVersionZeroAreReadAndWrittenAlike() throws Exception {
        var ask = LeaseFormat.write(new Drawn(5).ask());
        assertThat(golden("ask", ask.toByteArray())).isEqualTo(ask.toByteArray());
        var answer = LeaseFormat.write(new Drawn(6).answer());
        assertThat(golden("answer", answer.toByteArray())).isEqualTo(answer.toByteArray());
        var counsel = PeerFormat.write(new Drawn(7).peerMessage());
        assertThat(golden("peer", counsel.toByteArray())).isEqualTo(counsel.toByteArray());
    }

    /** Reads a golden file; {@code -Dgolden.write=true} writes a new one, never over an old. */
    private static byte[] golden(String name, byte[] fresh) throws IOException {
        var file = GOLDEN.resolve(name + ".hex");
        if (Boolean.getBoolean("golden.write") && !Files.exists(file)) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, HexFormat.of().formatHex(fresh) + "\n");
        }
        return HexFormat.of().parseHex(Files.readString(file).strip());
    }
}
