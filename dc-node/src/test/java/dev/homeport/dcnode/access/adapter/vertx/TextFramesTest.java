package dev.homeport.dcnode.access.adapter.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.http.WebSocketFrameType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of the frames that a client sends. */
class TextFramesTest {

    private final List<String> heard = new ArrayList<>();
    private final TextFrames frames =
            new TextFrames(
                    heard::add,
                    () -> heard.add("binary"),
                    (code, _) -> heard.add("closed " + code));

    /** A frame as it comes in, of any bytes. */
    private record Frame(WebSocketFrameType type, boolean isFinal, Buffer binaryData)
            implements WebSocketFrame {

        @Override
        public boolean isText() {
            return type == WebSocketFrameType.TEXT;
        }

        @Override
        public boolean isBinary() {
            return type == WebSocketFrameType.BINARY;
        }

        @Override
        public boolean isContinuation() {
            return type == WebSocketFrameType.CONTINUATION;
        }

        @Override
        public boolean isClose() {
            return type == WebSocketFrameType.CLOSE;
        }

        @Override
        public boolean isPing() {
            return type == WebSocketFrameType.PING;
        }

        @Override
        public String textData() {
            return binaryData.toString(StandardCharsets.UTF_8);
        }

        @Override
        public short closeStatusCode() {
            return 0;
        }

        @Override
        public String closeReason() {
            return "";
        }
    }

    private void come(WebSocketFrameType type, boolean last, byte[] bytes) {
        frames.handle(new Frame(type, last, Buffer.buffer(bytes)));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aTextMayBeCutAnywhereAlsoInsideACharacter() {
        var bytes = utf8("a\ud83d\ude00b");
        for (var cut = 0; cut <= bytes.length; cut++) {
            come(WebSocketFrameType.TEXT, false, Arrays.copyOf(bytes, cut));
            come(
                    WebSocketFrameType.CONTINUATION,
                    true,
                    Arrays.copyOfRange(bytes, cut, bytes.length));
        }

        assertThat(heard).hasSize(bytes.length + 1).containsOnly("a\ud83d\ude00b");
    }

    @Test
    void bytesThatAreNoUtf8EndItAndNothingMoreIsHeard() {
        come(WebSocketFrameType.TEXT, true, new byte[] {'a', (byte) 0xFF});
        come(WebSocketFrameType.TEXT, true, utf8("late"));

        assertThat(heard).containsExactly("closed 1007");
    }

    @Test
    void halfACharacterAtTheEndIsNoUtf8() {
        come(WebSocketFrameType.TEXT, true, new byte[] {(byte) 0xC3});

        assertThat(heard).containsExactly("closed 1007");
    }

    @Test
    void aMessageIsAsLongAsAllItsFrames() {
        var half = new byte[TextFrames.LONGEST_BYTES / 2];
        Arrays.fill(half, (byte) 'x');
        come(WebSocketFrameType.TEXT, false, half);
        come(WebSocketFrameType.CONTINUATION, true, half);
        come(WebSocketFrameType.TEXT, false, half);
        come(WebSocketFrameType.CONTINUATION, false, half);
        come(WebSocketFrameType.CONTINUATION, true, new byte[1]);

        assertThat(heard).hasSize(2).endsWith("closed 1009");
        assertThat(heard.getFirst()).hasSize(TextFrames.LONGEST_BYTES);
    }

    @Test
    void framesOfOtherKindsAreNoPartOfAText() {
        come(WebSocketFrameType.BINARY, false, utf8("no"));
        come(WebSocketFrameType.CONTINUATION, true, utf8("text"));
        come(WebSocketFrameType.TEXT, false, utf8("one "));
        come(WebSocketFrameType.PING, true, utf8("h"));
        come(WebSocketFrameType.CONTINUATION, true, utf8("text"));

        assertThat(heard).containsExactly("binary", "one text");
    }
}
