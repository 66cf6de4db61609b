package dev.homeport.dcnode.home.adapter.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.homeport.dcnode.home.Tables;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.wire.lease.LeaseV0;
import dev.homeport.wireformat.adapter.protobuf.MalformedMessageException;
import dev.homeport.wireformat.adapter.protobuf.ShardSetFormat;
import dev.homeport.wireformat.adapter.protobuf.TableFormat;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LeaseFormatTest {

    private interface Reading {
        Object read(byte[] bytes) throws MalformedMessageException, InvalidProtocolBufferException;
    }

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsWrittenIsReadAgain(long seed) throws Exception {
        var drawn = new Drawn(seed);
        var shards = drawn.shards();
        assertThat(ShardSetFormat.read(ShardSetFormat.write(shards))).isEqualTo(shards);
        var table = drawn.table();
        assertThat(TableFormat.parse(TableFormat.write(table).toByteArray())).isEqualTo(table);
        var ask = drawn.ask();
        assertThat(LeaseFormat.read(LeaseFormat.write(ask))).isEqualTo(ask);
        var answer = drawn.answer();
        assertThat(LeaseFormat.read(LeaseFormat.write(answer))).isEqualTo(answer);
        var message = drawn.markedPeerMessage();
        assertThat(PeerFormat.read(PeerFormat.write(message))).isEqualTo(message);
        var state = drawn.markedState();
        assertThat(StateFormat.parse(StateFormat.write(state).toByteArray())).isEqualTo(state);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void bytesAreTheSameForEqualNouns(long seed) {
        var state = new Drawn(seed).state();
        var again = new Drawn(seed).state();
        assertThat(StateFormat.write(again).toByteString())
                .isEqualTo(StateFormat.write(state).toByteString());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void garbageAndBrokenMessagesAreRefusedWithAReason(long seed) {
        var drawn = new Drawn(seed);
        for (var round = 0; round < 40; round++) {
            readsOrRefuses(drawn.bytes(), bytes -> TableFormat.parse(bytes));
            readsOrRefuses(
                    broken(drawn, LeaseFormat.write(drawn.ask())),
                    bytes -> LeaseFormat.read(LeaseV0.LeaseAsk.parseFrom(bytes)));
            readsOrRefuses(
                    broken(drawn, LeaseFormat.write(drawn.answer())),
                    bytes -> LeaseFormat.read(LeaseV0.LeaseAnswer.parseFrom(bytes)));
            readsOrRefuses(
                    broken(drawn, PeerFormat.write(drawn.peerMessage())),
                    bytes -> PeerFormat.read(LeaseV0.PeerMessage.parseFrom(bytes)));
            readsOrRefuses(
                    broken(drawn, StateFormat.write(drawn.state())),
                    bytes -> StateFormat.parse(bytes));
        }
    }

    private static byte[] broken(Drawn drawn, Message message) {
        var bytes = message.toByteArray();
        if (bytes.length > 0) {
            bytes[drawn.below(bytes.length)] ^= (byte) (1 << drawn.below(8));
        }
        return bytes;
    }

    /** Any other exception fails the test. */
    private static void readsOrRefuses(byte[] bytes, Reading reading) {
        try {
            assertThat(reading.read(bytes)).isNotNull();
        } catch (MalformedMessageException | InvalidProtocolBufferException e) {
            assertThat(e).message().isNotBlank();
        }
    }

    @Test
    void emptyMessagesAreRefused() {
        assertThatThrownBy(() -> LeaseFormat.read(LeaseV0.LeaseAsk.getDefaultInstance()))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("floor: is missing");
        assertThatThrownBy(() -> LeaseFormat.read(LeaseV0.LeaseAnswer.getDefaultInstance()))
                .isInstanceOf(MalformedMessageException.class);
        assertThatThrownBy(() -> PeerFormat.read(LeaseV0.PeerMessage.getDefaultInstance()))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("message");
        assertThatThrownBy(() -> StateFormat.read(LeaseV0.WitnessState.getDefaultInstance()))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("standing");
    }

    @Test
    void fieldAtFaultIsNamed() {
        var table = TableFormat.write(Tables.first());
        var wrong =
                table.toBuilder()
                        .setAllotments(0, table.getAllotments(0).toBuilder().clearShards())
                        .build();
        assertThatThrownBy(() -> TableFormat.read(wrong))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageStartingWith("table.allotments[0].shards.form");
        assertThatThrownBy(() -> TableFormat.read(table.toBuilder().setVersion(-1).build()))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("version");
    }

    @Test
    void runsThatDoNotFitAreRefused() {
        var runs = LeaseV0.ShardRuns.newBuilder();
        for (var wrong :
                new LeaseV0.ShardRuns[] {
                    runs.clone().addLengths(0).addLengths(4_097).build(),
                    runs.clone().addLengths(4_000).addLengths(97).build(),
                    runs.clone().addLengths(5).addLengths(Integer.MAX_VALUE).build(),
                    runs.clone().addLengths(-1).build(),
                    runs.clone().addLengths(1).addLengths(0).build()
                }) {
            assertThatThrownBy(() ->
                            ShardSetFormat.read(
                                    LeaseV0.ShardSet.newBuilder().setRuns(wrong).build()))
                    .isInstanceOf(MalformedMessageException.class);
        }
        assertThatThrownBy(() ->
                        ShardSetFormat.read(
                                LeaseV0.ShardSet.newBuilder()
                                        .setBitmap(ByteString.copyFrom(new byte[511]))
                                        .build()))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("511");
    }

    @Test
    void shorterFormIsChosen() {
        assertThat(ShardSetFormat.write(Tables.EAST).getSerializedSize()).isLessThan(10);
        var scattered = ShardSetFormat.write(ShardSet.matching(shard -> shard % 2 == 0));
        assertThat(scattered.hasBitmap()).isTrue();
        assertThat(scattered.getSerializedSize()).isEqualTo(515);
        assertThat(TableFormat.write(Tables.first()).getSerializedSize()).isLessThan(300);
    }
}
