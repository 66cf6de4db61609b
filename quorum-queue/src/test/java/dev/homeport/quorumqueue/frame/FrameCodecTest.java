package dev.homeport.quorumqueue.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.quorumqueue.Draft;
import dev.homeport.quorumqueue.EntryId;
import dev.homeport.quorumqueue.MirrorBatch;
import dev.homeport.quorumqueue.Payload;
import dev.homeport.quorumqueue.RunningHash;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameCodecTest {

    private static final SiteLog SHANGHAI = new SiteLog(new SiteId("shanghai"), 1);
    private static final FleetId FLEET = new FleetId(new UUID(1, 2));

    /** One frame of each kind, as the golden file holds them. */
    private static List<Frame> goldenFrames() {
        var drafts =
                List.of(
                        new Draft(1, 0, new EntryId("a-1"), Payload.ofText("hello")),
                        new Draft(65_535, 255, new EntryId("~"), Payload.EMPTY));
        var chain = new HashChain();
        var canada = new SiteLog(new SiteId("canada"), 7);
        var start = chain.start(FLEET, canada);
        var hash = chain.next(chain.next(start, 1, drafts.get(0)), 2, drafts.get(1));
        return List.of(
                new Frame.Own(SHANGHAI, drafts),
                new Frame.Mirror(new MirrorBatch(canada, 1, start, drafts, hash)),
                new Frame.Cursors(
                        List.of(
                                new CursorChange.Advance("applier", 42),
                                new CursorChange.Drop("link.canada"))));
    }

    private static List<String> goldenLines() throws IOException {
        try (var in = FrameCodecTest.class.getResourceAsStream("/golden/frames-v0.hex")) {
            if (in == null) {
                throw new IOException("the golden file is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
        }
    }

    @Test
    void framesAreWrittenAsTheGoldenFileSays() throws IOException {
        assertThat(goldenFrames().stream().map(f -> HexFormat.of().formatHex(FrameCodec.encode(f))))
                .containsExactlyElementsOf(goldenLines());
    }

    @Test
    void theGoldenFileIsRead() throws Exception {
        var frames = new ArrayList<Frame>();
        for (var line : goldenLines()) {
            frames.add(FrameCodec.decode(ByteBuffer.wrap(HexFormat.of().parseHex(line))));
        }

        assertThat(frames).isEqualTo(goldenFrames());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyFrameComesBackAsItWas(long seed) throws Exception {
        var random = new Random(seed);
        for (var i = 0; i < 200; i++) {
            var frame = anyFrame(random);

            assertThat(FrameCodec.decode(ByteBuffer.wrap(FrameCodec.encode(frame))))
                    .isEqualTo(frame);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void anyFlippedBitIsFound(long seed) {
        var random = new Random(seed);
        for (var i = 0; i < 200; i++) {
            var bytes = FrameCodec.encode(anyFrame(random));
            var at = random.nextInt(bytes.length);
            bytes[at] ^= (byte) (1 << random.nextInt(8));

            assertThatThrownBy(() -> FrameCodec.decode(ByteBuffer.wrap(bytes)))
                    .as("byte %d of %d", at, bytes.length)
                    .isInstanceOf(FrameException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22})
    void anyCutFrameIsFound(long seed) {
        var random = new Random(seed);
        for (var i = 0; i < 200; i++) {
            var bytes = FrameCodec.encode(anyFrame(random));
            var cut = ByteBuffer.wrap(bytes, 0, random.nextInt(bytes.length));

            assertThatThrownBy(() -> FrameCodec.decode(cut)).isInstanceOf(FrameException.class);
        }
    }

    @Test
    void anotherVersionIsUnknownAndNotDamaged() {
        var bytes = FrameCodec.encode(goldenFrames().getFirst());
        bytes[0] = 1;

        assertThatThrownBy(() -> FrameCodec.decode(ByteBuffer.wrap(bytes)))
                .isInstanceOfSatisfying(
                        FrameException.class,
                        e -> assertThat(e.fault()).isEqualTo(FrameException.Fault.UNKNOWN))
                .hasMessageContaining("version 1");
    }

    private static Frame anyFrame(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> new Frame.Own(SHANGHAI, anyDrafts(random));
            case 1 ->
                    new Frame.Mirror(
                            new MirrorBatch(
                                    new SiteLog(new SiteId("hongkong"), 1 + random.nextInt(9)),
                                    1 + random.nextInt(1_000_000),
                                    anyHash(random),
                                    anyDrafts(random),
                                    anyHash(random)));
            default ->
                    new Frame.Cursors(
                            IntStream.rangeClosed(0, random.nextInt(5))
                                    .mapToObj(i -> anyChange(random, i))
                                    .toList());
        };
    }

    private static CursorChange anyChange(Random random, int i) {
        return random.nextBoolean()
                ? new CursorChange.Advance("cursor-" + i, random.nextInt(1_000_000))
                : new CursorChange.Drop("cursor." + i);
    }

    private static List<Draft> anyDrafts(Random random) {
        return IntStream.rangeClosed(0, random.nextInt(6))
                .mapToObj(i -> {
                    var payload = new byte[random.nextInt(300)];
                    random.nextBytes(payload);
                    return new Draft(
                            1 + random.nextInt(Draft.MAX_TYPE),
                            random.nextInt(256),
                            new EntryId("id-" + random.nextInt(1_000_000)),
                            Payload.copyOf(payload));
                })
                .toList();
    }

    private static RunningHash anyHash(Random random) {
        var bytes = new byte[RunningHash.BYTES];
        random.nextBytes(bytes);
        return RunningHash.copyOf(bytes);
    }
}
