package dev.homeport.client.adapter.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.client.InboxItem;
import dev.homeport.client.Kept;
import dev.homeport.client.Refusal;
import dev.homeport.client.Refusal.MovedTo;
import dev.homeport.client.SyncKey;
import dev.homeport.client.SyncStart;
import dev.homeport.client.session.ClientFrame;
import dev.homeport.client.session.ServerFrame;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.SiteId;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramesTest {

    @Test
    void aMoveSaysWhereToAndWhen() throws Exception {
        assertThat(
                        Frames.read(
                                "{\"type\":\"moved\",\"home\":\"canada\",\"epoch\":7,"
                                        + "\"reconnectAfterMillis\":1500}"))
                .contains(
                        new ServerFrame.Moved(
                                new MovedTo(new SiteId("canada"), new Epoch(7)),
                                Duration.ofMillis(1_500)));
        assertThat(Frames.read("{\"type\":\"moved\",\"home\":\"canada\",\"epoch\":7}"))
                .contains(
                        new ServerFrame.Moved(
                                new MovedTo(new SiteId("canada"), new Epoch(7)), Duration.ZERO));
        assertThatThrownBy(() -> Frames.read("{\"type\":\"moved\",\"home\":\"canada\"}"))
                .isInstanceOf(UnreadableAnswerException.class)
                .hasMessageContaining("epoch");
    }

    @Test
    void anAnnouncedMoveSaysWhereToAndWhenToConnect() throws Exception {
        assertThat(
                        Frames.read(
                                "{\"type\":\"moving\",\"home\":\"canada\",\"epoch\":7,"
                                        + "\"connectAfterMillis\":1500}"))
                .contains(
                        new ServerFrame.Moving(
                                new MovedTo(new SiteId("canada"), new Epoch(7)),
                                Duration.ofMillis(1_500)));
    }

    @Test
    void framesAreWrittenAsTheSiteReadsThem() {
        assertThat(
                        Frames.write(
                                new ClientFrame.Hello(
                                        "T", Optional.of(new SyncKey(Epoch.FIRST, 7)))))
                .isEqualTo("{\"type\":\"hello\",\"version\":1,\"token\":\"T\",\"after\":\"1.7\"}");
        assertThat(Frames.write(new ClientFrame.Send("r", new AccountId(4105), "h\u00e9 \"x\"")))
                .isEqualTo(
                        "{\"type\":\"send\",\"requestId\":\"r\",\"to\":4105,"
                                + "\"text\":\"h\\u00E9 \\\"x\\\"\"}");
        assertThat(Frames.write(new ClientFrame.Ack(SyncKey.START)))
                .isEqualTo("{\"type\":\"ack\",\"key\":\"0.0\"}");
        assertThat(Frames.write(new ClientFrame.Ping())).isEqualTo("{\"type\":\"ping\"}");
    }

    @Test
    void everyFrameOfASiteIsRead() throws Exception {
        assertThat(
                        Frames.read(
                                "{\"type\":\"welcome\",\"version\":1,\"account\":9,\"after\":\"0.0\","
                                    + "\"start\":\"rolled-back\",\"staleMillis\":3}"))
                .contains(new ServerFrame.Welcome(SyncKey.START, SyncStart.ROLLED_BACK, 3));
        assertThat(
                        Frames.read(
                                "{\"type\":\"accepted\",\"requestId\":\"r\",\"messageId\":\"m\","
                                        + "\"kept\":\"other\",\"new\":[1,{\"a\":null}]}"))
                .contains(new ServerFrame.Accepted("r", "m", Kept.OTHER));
        assertThat(
                        Frames.read(
                                "{\"type\":\"refused\",\"requestId\":\"r\",\"code\":\"MOVED\","
                                        + "\"detail\":\"go\",\"home\":\"canada\",\"epoch\":2,"
                                        + "\"retryAfterMillis\":5}"))
                .contains(
                        new ServerFrame.Refused(
                                Optional.of("r"),
                                new Refusal(
                                        ErrorCode.MOVED,
                                        "go",
                                        Optional.of(
                                                new MovedTo(new SiteId("canada"), new Epoch(2))),
                                        Duration.ofMillis(5))));
        assertThat(
                        Frames.read(
                                "{\"type\":\"message\",\"key\":\"1.2\",\"messageId\":\"m\","
                                        + "\"from\":4105,\"text\":\"t\",\"sentAtMillis\":4}"))
                .contains(
                        new ServerFrame.Message(
                                new InboxItem(
                                        new SyncKey(Epoch.FIRST, 2),
                                        "m",
                                        new AccountId(4105),
                                        "t",
                                        4)));
        assertThat(Frames.read("{\"type\":\"pong\"}")).contains(new ServerFrame.Pong());
    }

    @Test
    void aFrameOfANewerSiteIsPassedOver() throws Exception {
        assertThat(Frames.read("{\"type\":\"typing\",\"who\":7}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{}",
                "{\"type\":\"welcome\"}",
                "{\"type\":\"accepted\",\"requestId\":\"r\",\"messageId\":\"m\",\"kept\":\"x\"}",
                "{\"type\":\"message\",\"key\":\"x\",\"messageId\":\"m\",\"from\":1,\"text\":\"\","
                        + "\"sentAtMillis\":0}",
                "{\"type\":\"message\",\"key\":\"1.1\",\"messageId\":\"m\",\"from\":0,"
                        + "\"text\":\"\",\"sentAtMillis\":0}",
                "{\"type\":\"pong\"} {\"type\":\"pong\"}",
                "{\"type\":\"pong\",\"type\":\"ping\"}"
            })
    void garbageIsRefused(String text) {
        assertThatThrownBy(() -> Frames.read(text)).isInstanceOf(UnreadableAnswerException.class);
    }
}
