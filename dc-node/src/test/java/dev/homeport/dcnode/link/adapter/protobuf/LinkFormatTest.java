package dev.homeport.dcnode.link.adapter.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.homeport.dcnode.home.agent.Journal;
import dev.homeport.dcnode.link.pull.PullEffect;
import dev.homeport.dcnode.link.pull.PullInput;
import dev.homeport.vocabulary.ClockReading;
import dev.homeport.vocabulary.SiteLog;
import dev.homeport.wire.link.LinkV0;
import dev.homeport.wireformat.adapter.protobuf.MalformedMessageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkFormatTest {

    private static final Path GOLDEN =
            Path.of("src/test/resources/dev/homeport/dcnode/link/link-v0");

    private interface Reading {
        Object read(byte[] bytes) throws MalformedMessageException, InvalidProtocolBufferException;
    }

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsWrittenIsReadAgain(long seed) throws Exception {
        var drawn = new DrawnWords(seed);
        for (var i = 0; i < 20; i++) {
            var ask = drawn.ask();
            assertThat(LinkFormat.read(LinkFormat.write(ask))).isEqualTo(ask);
            var word = drawn.word();
            assertThat(LinkFormat.read(DrawnWords.ORIGIN, LinkFormat.write(word))).isEqualTo(word);
            var step = drawn.step();
            assertThat(LinkJournalFormat.read(LinkJournalFormat.write(step))).isEqualTo(step);
        }
        var origin = drawn.origin();
        assertThat(LinkJournalFormat.readOrigin(LinkJournalFormat.write(origin))).isEqualTo(origin);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void versionZeroIsReadAndWrittenAlike(long seed) throws Exception {
        var drawn = new DrawnWords(seed);
        var ask = drawn.ask();
        var askBytes = golden("ask-" + seed, LinkFormat.write(ask).toByteArray());
        assertThat(LinkFormat.read(LinkV0.LinkAsk.parseFrom(askBytes))).isEqualTo(ask);
        assertThat(LinkFormat.write(ask).toByteArray()).isEqualTo(askBytes);

        var word = drawn.word();
        var wordBytes = golden("word-" + seed, LinkFormat.write(word).toByteArray());
        assertThat(LinkFormat.read(DrawnWords.ORIGIN, LinkV0.LinkWord.parseFrom(wordBytes)))
                .isEqualTo(word);
        assertThat(LinkFormat.write(word).toByteArray()).isEqualTo(wordBytes);

        var origin = drawn.origin();
        var originBytes = golden("journal-origin-" + seed, LinkJournalFormat.write(origin));
        assertThat(LinkJournalFormat.readOrigin(originBytes)).isEqualTo(origin);
        assertThat(LinkJournalFormat.write(origin)).isEqualTo(originBytes);

        for (var i = 0; i < 4; i++) {
            var step = drawn.step();
            var stepBytes = golden("journal-step-" + seed + "-" + i, LinkJournalFormat.write(step));
            assertThat(LinkJournalFormat.read(stepBytes)).isEqualTo(step);
            assertThat(LinkJournalFormat.write(step)).isEqualTo(stepBytes);
        }
    }

    @Test
    void pausesAreJournalled() throws Exception {
        var paused =
                new PullInput.Paused(
                        DrawnWords.ORIGIN,
                        new TreeMap<>(Map.of(new SiteLog(DrawnWords.ORIGIN, 2), 300L)));
        assertJournalled(
                paused,
                "0901000000000000001102000000000000004a170a0663616e616461120d0a0663616e616461100218ac02");
        var resumed = new PullInput.Resumed(DrawnWords.ORIGIN);
        assertJournalled(resumed, "090100000000000000110200000000000000520663616e616461");
    }

    private static void assertJournalled(PullInput input, String golden) throws Exception {
        var step =
                new Journal.Step<PullInput, PullEffect>(input, new ClockReading(1, 2), List.of());
        assertThat(HexFormat.of().formatHex(LinkJournalFormat.write(step))).isEqualTo(golden);
        assertThat(LinkJournalFormat.read(HexFormat.of().parseHex(golden))).isEqualTo(step);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void garbageAndBrokenMessagesAreRefusedWithAReason(long seed) {
        var drawn = new DrawnWords(seed);
        Reading asks = bytes -> LinkFormat.read(LinkV0.LinkAsk.parseFrom(bytes));
        Reading words =
                bytes -> LinkFormat.read(DrawnWords.ORIGIN, LinkV0.LinkWord.parseFrom(bytes));
        for (var i = 0; i < 40; i++) {
            readsOrRefuses(broken(drawn, LinkFormat.write(drawn.ask()).toByteArray()), asks);
            readsOrRefuses(broken(drawn, LinkFormat.write(drawn.word()).toByteArray()), words);
            readsOrRefuses(
                    broken(drawn, LinkJournalFormat.write(drawn.step())), LinkJournalFormat::read);
            readsOrRefuses(
                    broken(drawn, LinkJournalFormat.write(drawn.origin())),
                    LinkJournalFormat::readOrigin);
            readsOrRefuses(drawn.bytes(60), asks);
            readsOrRefuses(drawn.bytes(60), words);
            readsOrRefuses(drawn.bytes(60), LinkJournalFormat::read);
            readsOrRefuses(drawn.bytes(60), LinkJournalFormat::readOrigin);
        }
    }

    private static byte[] broken(DrawnWords drawn, byte[] bytes) {
        if (bytes.length > 0) {
            bytes[drawn.below(bytes.length)] ^= (byte) (1 << drawn.below(8));
        }
        return bytes;
    }

    private static void readsOrRefuses(byte[] bytes, Reading reading) {
        try {
            assertThat(reading.read(bytes)).isNotNull();
        } catch (MalformedMessageException e) {
            assertThat(e).hasMessageContaining(":");
        } catch (InvalidProtocolBufferException e) {
            assertThat(e).hasMessageNotContaining("null");
        }
    }

    @Test
    void asksOutOfRangeAreRefusedByName() {
        assertAsk("ship.", ask -> ask.getShipBuilder().setRound(1));
        assertAsk(
                "ship.credit: ",
                ask -> ask.getShipBuilder().setRound(1).setIncarnation(1).setFromOffset(1));
        assertAsk("more.round: 0 is not between 1", ask -> ask.getMoreBuilder());
        assertAsk(
                "ping.number: 18446744073709551615 is not",
                ask -> ask.getPingBuilder().setNumber(-1));
        assertAsk("ask: is missing, or of a kind", _ -> {});
        assertAsk("ask: is missing, or of a kind", ask -> ask.getOpenBuilder().setFleet("x"));
    }

    private static void assertAsk(String message, Consumer<LinkV0.LinkAsk.Builder> change) {
        var ask = LinkV0.LinkAsk.newBuilder();
        change.accept(ask);
        assertThatThrownBy(() -> LinkFormat.read(ask.build()))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining(message);
    }

    @Test
    void wordsThatNoLogCouldTakeAreRefusedByName() {
        assertWord("word.echo: ", word -> word.setEcho(-1));
        assertWord("word.ends[0].hash: ", word -> word.addEndsBuilder().setIncarnation(1));
        assertWord("word.ends[0]: incarnation: 0", word -> word.addEndsBuilder());
        assertWord(
                "word.ends[0].offset",
                word -> word.addEndsBuilder().setOffset(-1).setIncarnation(1));
        assertWord("word: unshipped: -1", word -> word.getUnshippedBuilder().setEntries(-1));
        assertWord("word.trimmed.first_offset: 0", word -> word.getTrimmedBuilder().setRound(1));
        assertWord("word.batch.previous_hash: ", word -> word.getBatchBuilder().setIncarnation(1));
        assertWord("from offset 0, 0 entries", word -> batch(word).setFirstOffset(0));
        assertWord("0 entries", word -> batch(word));
        assertWord(
                "word.batch.entries[0]: type: 0",
                word -> batch(word).addEntriesBuilder().setId("x"));
        assertWord(
                "entry id: has 0 characters", word -> batch(word).addEntriesBuilder().setType(1));
        assertWord(
                "payload: has 262145 bytes",
                word ->
                        batch(word)
                                .addEntriesBuilder()
                                .setType(1)
                                .setId("x")
                                .setPayload(ByteString.copyFrom(new byte[262_145])));
    }

    private static LinkV0.Batch.Builder batch(LinkV0.LinkWord.Builder word) {
        return word.getBatchBuilder()
                .setIncarnation(1)
                .setFirstOffset(1)
                .setPreviousHash(ByteString.copyFrom(new byte[32]))
                .setLastHash(ByteString.copyFrom(new byte[32]));
    }

    private static void assertWord(String message, Consumer<LinkV0.LinkWord.Builder> change) {
        var word = LinkV0.LinkWord.newBuilder();
        change.accept(word);
        assertThatThrownBy(() -> LinkFormat.read(DrawnWords.ORIGIN, word.build()))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining(message);
    }

    /** Reads a golden file; {@code -Dgolden.write=true} writes a new one, never over an old. */
    static byte[] golden(String name, byte[] fresh) throws IOException {
        var file = GOLDEN.resolve(name + ".hex");
        if (Boolean.getBoolean("golden.write") && !Files.exists(file)) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, HexFormat.of().formatHex(fresh) + "\n");
        }
        return HexFormat.of().parseHex(Files.readString(file).strip());
    }
}
