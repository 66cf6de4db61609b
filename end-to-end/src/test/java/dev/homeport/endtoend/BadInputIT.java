package dev.homeport.endtoend;

import static dev.homeport.endtoend.PlainSender.assertRefused;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.client.Handle;
import dev.homeport.client.SendResult;
import dev.homeport.client.SiteDoor;
import dev.homeport.vocabulary.ErrorCode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * One pass over a running fleet with what it must refuse; every case by itself is a matter of the
 * modules' own tests.
 */
@Order(2)
@ExtendWith(SharedFleet.class)
class BadInputIT {

    private static final int LONGEST_TEXT = 4_000;
    private static final int LONGEST_FRAME = 64 * 1024;

    private final String mark = "input " + UUID.randomUUID() + " ";

    private static HttpClient http(Fleet fleet) throws IOException {
        return fleet.folder().trust().client(Executors.newVirtualThreadPerTaskExecutor());
    }

    /** Texts as they stand in JSON, each with what is said of it. */
    private Map<String, String> badTexts() {
        var texts = new LinkedHashMap<String, String>();
        texts.put("x".repeat(LONGEST_TEXT + 1), "text: ");
        texts.put(mark + "\\ud800", "half a surrogate pair");
        texts.put(mark + "\\udc00\\ud800", "half a surrogate pair");
        texts.put(mark + "\\u0000", "a control character");
        texts.put(mark + "\\uffff", "not a character");
        texts.put("", "empty or blank");
        return texts;
    }

    @Test
    void textsThatAreNoneAreRefusedAndWhatFollowsIsTaken(Fleet fleet) throws Exception {
        var folder = fleet.folder();
        var door = door(fleet);
        var token = folder.account(new Handle("mei")).token();
        try (var http = http(fleet);
                var amy = new Member(fleet, "amy");
                var socket = RawSocket.open(http.sslContext(), door)) {
            socket.sayHello(token);
            socket.await("welcome");
            var sender = new PlainSender(http, door, token);
            for (var text : badTexts().entrySet()) {
                var request = UUID.randomUUID().toString();
                var message = message(request, amy, text.getKey());
                assertRefused(
                        sender.post("/v1/messages", message.getBytes(UTF_8)),
                        400,
                        "INVALID",
                        text.getValue());
                socket.sendText(message.replaceFirst("\\{", "{\"type\":\"send\","));
                assertThat(socket.await("refused"))
                        .contains("\"INVALID\"", request, text.getValue());
            }
            var broken = message("r", amy, mark + "\u00ff").getBytes(ISO_8859_1);
            assertRefused(sender.post("/v1/messages", broken), 400, "INVALID", "UTF-8");
            var huge = message("r", amy, "x".repeat(2 * LONGEST_FRAME)).getBytes(UTF_8);
            assertRefused(sender.post("/v1/messages", huge), 400, "INVALID", "too long");

            var good = message(UUID.randomUUID().toString(), amy, mark + "good");
            socket.sendText(good.replaceFirst("\\{", "{\"type\":\"send\","));
            socket.await("accepted");
            Fleet.patiently()
                    .untilAsserted(
                            () -> assertThat(amy.received(mark)).containsExactly(mark + "good"));
        }
    }

    @Test
    void framesThatAreNoTextEndTheConnectionWithTheReason(Fleet fleet) throws Exception {
        var door = door(fleet);
        var token = fleet.folder().account(new Handle("mei")).token();
        try (var http = http(fleet);
                var amy = new Member(fleet, "amy")) {
            try (var socket = RawSocket.open(http.sslContext(), door)) {
                socket.sayHello(token);
                socket.await("welcome");
                var latin = message("r", amy, mark + "\u00ff").getBytes(ISO_8859_1);
                socket.send(RawSocket.TEXT, false, latin);
                socket.send(RawSocket.CONTINUATION, true, new byte[0]);
                assertThat(socket.awaitClose()).startsWith("1007 ");
            }
            try (var socket = RawSocket.open(http.sslContext(), door)) {
                socket.sayHello(token);
                socket.await("welcome");
                socket.sendText(message("r", amy, "x".repeat(LONGEST_FRAME)));
                assertThat(socket.awaitClose()).startsWith("1009 ");
            }
            try (var socket = RawSocket.open(http.sslContext(), door)) {
                socket.send(RawSocket.BINARY, true, new byte[] {1, 2, 3});
                assertThat(socket.awaitClose()).startsWith("4400 ");
            }
            assertThat(amy.received(mark)).isEmpty();
        }
    }

    @Test
    void theClientSaysSoOfATextThatWouldCostItsConnection(Fleet fleet) throws Exception {
        try (var mei = new Member(fleet, "mei")) {
            var result =
                    mei.send(UUID.randomUUID().toString(), mei.account(), "x".repeat(LONGEST_FRAME))
                            .join();

            assertThat(result)
                    .isInstanceOfSatisfying(
                            SendResult.Refused.class,
                            refused ->
                                    assertThat(refused.refusal().code())
                                            .isEqualTo(ErrorCode.INVALID));
        }
    }

    private static SiteDoor door(Fleet fleet) throws IOException {
        return fleet.folder().doors().stream()
                .filter(each -> each.site().equals(Fleet.SHANGHAI))
                .findFirst()
                .orElseThrow();
    }

    private static String message(String request, Member to, String text) {
        return "{\"requestId\":\"%s\",\"to\":%s,\"text\":\"%s\"}"
                .formatted(request, to.account(), text);
    }

    /** Commands, how they end, and what they name. */
    private record Wrong(String command, int code, String named) {}

    private static final List<Wrong> WRONG =
            List.of(
                    new Wrong("route explain --ip 300.1.1.1", 2, "ip: "),
                    new Wrong("route explain --account 0", 2, "account: "),
                    new Wrong("route explain --account 4503599627370496", 2, "account: "),
                    new Wrong("route explain --handle a\u200bb", 2, "handle: "),
                    new Wrong("route explain --handle nobody.has.this", 3, "nobody.has.this"),
                    new Wrong("wan cut mars shanghai", 2, "mars"),
                    new Wrong("wan cut MARS shanghai", 2, "MARS"),
                    new Wrong("wan cut shanghai shanghai", 2, "shanghai"),
                    new Wrong(
                            "wan set shanghai canada --latency-millis 18446744073710",
                            2,
                            "latency"),
                    new Wrong("chat --as NOT_A_HANDLE", 2, "--as: "),
                    new Wrong("chat --as nobody.has.this", 5, "nobody.has.this"),
                    new Wrong("load --seconds 0", 2, "--seconds: "));

    @Test
    void theCommandLineRefusesWithItsExitCodeAndNamesWhatIsWrong(Fleet fleet) throws Exception {
        for (var wrong : WRONG) {
            var said = fleet.run(wrong.command().split(" ", -1));

            assertThat(said.code()).as("%s", said).isEqualTo(wrong.code());
            assertThat(said.out()).isEmpty();
            assertThat(said.err())
                    .startsWith("homeport: ")
                    .contains(wrong.named())
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void aRecipientWhomNobodyKnowsIsSaidAndTheNextLineIsSent(Fleet fleet) throws Exception {
        try (var amy = new Member(fleet, "amy")) {
            var lines = "nobody.has.this: hello\namy: " + mark + "next line\n";
            var said =
                    fleet.homeport()
                            .run(
                                    Duration.ofMinutes(1),
                                    new Homeport.Manner(Map.of(), List.of(), lines),
                                    "chat",
                                    "--as",
                                    "mei",
                                    "-o",
                                    "json");

            assertThat(said.code()).as("%s", said).isEqualTo(3);
            assertThat(said.out()).contains("\"event\":\"unsent\"", "\"event\":\"acknowledged\"");
            Fleet.patiently()
                    .untilAsserted(() ->
                            assertThat(amy.received(mark)).containsExactly(mark + "next line"));
        }
    }
}
