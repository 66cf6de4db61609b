package dev.homeport.client.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.homeport.client.Answer;
import dev.homeport.client.Refusal;
import dev.homeport.client.control.MoveAnswer;
import dev.homeport.client.control.MoveKind;
import dev.homeport.client.control.MoveLook;
import dev.homeport.client.control.MovePlan;
import dev.homeport.client.control.MoveWish;
import dev.homeport.client.control.SiteDetail;
import dev.homeport.client.control.SiteLook;
import dev.homeport.client.control.SiteReportLook;
import dev.homeport.client.control.SitesLook;
import dev.homeport.client.control.Transfer;
import dev.homeport.client.fixture.ScriptedServer;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.SiteId;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpControlTest {

    private static final SiteId CANADA = new SiteId("canada");
    private static final SiteId HONGKONG = new SiteId("hongkong");
    private static final SiteId SHANGHAI = new SiteId("shanghai");
    private static final MoveWish ORDER =
            new MoveWish(
                    "r-1",
                    MoveKind.EVACUATION,
                    HONGKONG,
                    Optional.of(CANADA),
                    OptionalLong.of(1),
                    "a test");
    private static final Transfer TRANSFER =
            new Transfer("1366-2730", HONGKONG, CANADA, new Epoch(2));
    private static final String PLAN =
            "\"plan\":{\"kind\":\"evacuation\",\"site\":\"hongkong\",\"fromVersion\":1,"
                + "\"toVersion\":2,\"transfers\":[{\"shards\":\"1366-2730\",\"from\":\"hongkong\","
                + "\"to\":\"canada\",\"epoch\":2}],\"steps\":[\"one\",\"two\"],\"warnings\":[\"w\"]}";
    private static final String MOVE =
            "{\"id\":\"m-0123456789ab\",\"kind\":\"evacuation\",\"site\":\"hongkong\",\"phase\":"
                    + "\"moving\",\"tableVersion\":2,\"transfers\":[{\"shards\":\"1366-2730\","
                    + "\"from\":\"hongkong\",\"to\":\"canada\",\"epoch\":2,\"state\":"
                    + "\"waits-for-opening\",\"detail\":\"canada lags\"}],"
                    + "\"by\":\"operator-1\",\"reason\":\"a test\",\"beganMillis\":5}";
    private static final MovePlan PLANNED =
            new MovePlan(
                    MoveKind.EVACUATION,
                    HONGKONG,
                    1,
                    2,
                    List.of(TRANSFER),
                    List.of("one", "two"),
                    List.of("w"));
    private static final MoveLook MOVING =
            new MoveLook(
                    "m-0123456789ab",
                    MoveKind.EVACUATION,
                    HONGKONG,
                    MoveLook.Phase.MOVING,
                    2,
                    List.of(
                            new MoveLook.Part(
                                    TRANSFER, "waits-for-opening", Optional.of("canada lags"))),
                    "operator-1",
                    "a test",
                    Optional.empty(),
                    5,
                    OptionalLong.empty(),
                    Optional.empty());

    private final ScriptedServer canada = new ScriptedServer("127.74.2.1", 24_703);
    private final ScriptedServer hongkong = new ScriptedServer("127.74.2.2", 24_703);
    private final ScriptedServer shanghai = new ScriptedServer("127.74.2.3", 24_703);
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        http.close();
        List.of(canada, hongkong, shanghai).forEach(ScriptedServer::close);
    }

    private HttpControl control(Duration patience) {
        return new HttpControl(
                http,
                Map.of(
                        CANADA, canada.address(),
                        HONGKONG, hongkong.address(),
                        SHANGHAI, shanghai.address()),
                patience,
                new Random(1));
    }

    private HttpControl control() {
        return control(Duration.ofSeconds(10));
    }

    private static Refusal refused(Answer<?> answer) {
        return answer instanceof Answer.Refused<?>(var refusal)
                ? refusal
                : fail("it was given: " + answer);
    }

    @Test
    void aPlanIsAskedForAsADryRun() throws Exception {
        canada.answer(200, "{" + PLAN + "}");

        assertThat(control().plan(ORDER))
                .isEqualTo(
                        new Answer.Given<>(
                                new MoveAnswer(
                                        Optional.of(PLANNED),
                                        Optional.empty(),
                                        false,
                                        Optional.empty())));
        assertThat(canada.calls())
                .singleElement()
                .isEqualTo(
                        new ScriptedServer.Call(
                                "POST",
                                "/v1/moves",
                                "null",
                                "{\"requestId\":\"r-1\",\"kind\":\"evacuation\",\"site\":"
                                        + "\"hongkong\",\"to\":\"canada\",\"expectedVersion\":1,"
                                        + "\"reason\":\"a test\",\"dryRun\":true}"));
    }

    @Test
    void theLeaderThatAFollowerNamesIsAskedNextUnderTheSameRequestId() throws Exception {
        canada.answer(503, "{\"code\":\"NOT_LEADER\",\"detail\":\"x\",\"leader\":\"shanghai/4\"}");
        hongkong.answer(500, "{\"code\":\"INTERNAL\",\"detail\":\"nobody should ask here\"}");
        shanghai.answer(201, "{" + PLAN + ",\"move\":" + MOVE + "}");

        var control = control();

        assertThat(control.begin(ORDER))
                .isEqualTo(
                        new Answer.Given<>(
                                new MoveAnswer(
                                        Optional.of(PLANNED),
                                        Optional.of(MOVING),
                                        false,
                                        Optional.empty())));
        assertThat(hongkong.calls()).isEmpty();
        assertThat(shanghai.calls().getFirst().body()).isEqualTo(canada.calls().getFirst().body());

        // The next question goes to the leader at once.
        control.begin(ORDER);
        assertThat(canada.calls()).hasSize(1);
        assertThat(shanghai.calls()).hasSize(2);
    }

    @Test
    void roundsGoOnUntilThereIsALeader() throws Exception {
        canada.answer(503, "{\"code\":\"NOT_LEADER\",\"detail\":\"none\"}")
                .answer(
                        200,
                        "{\"already\":true,\"detail\":\"it was asked for before\",\"move\":"
                                + MOVE
                                + "}");
        hongkong.answer(503, "{\"code\":\"NOT_LEADER\",\"detail\":\"none\"}");
        shanghai.close();

        assertThat(control().begin(ORDER))
                .isEqualTo(
                        new Answer.Given<>(
                                new MoveAnswer(
                                        Optional.empty(),
                                        Optional.of(MOVING),
                                        true,
                                        Optional.of("it was asked for before"))));
        assertThat(hongkong.calls()).hasSizeBetween(1, 2);
    }

    @Test
    void anAnswerThatGotLostIsAskedForAgain() throws Exception {
        canada.answer(503, "{\"code\":\"UNKNOWN\",\"detail\":\"not committed in time\"}");
        hongkong.answer(503, "{\"code\":\"NOT_LEADER\",\"leader\":\"nowhere/4\"}");
        shanghai.answer(200, "{\"already\":true,\"move\":" + MOVE + "}");

        assertThat(control().begin(ORDER)).isInstanceOf(Answer.Given.class);
    }

    @Test
    void whoeverSaysThatItCannotBeDoneNowEndsTheRounds() throws Exception {
        canada.answer(503, "{\"code\":\"NOT_LEADER\",\"leader\":\"hongkong/4\"}");
        hongkong.answer(503, "{\"code\":\"UNAVAILABLE\",\"detail\":\"canada lags\"}");
        shanghai.answer(503, "{\"code\":\"NOT_LEADER\",\"leader\":\"hongkong/4\"}");

        var refusal = refused(control().begin(ORDER));

        assertThat(refusal).isEqualTo(Refusal.of(ErrorCode.UNAVAILABLE, "canada lags"));
        assertThat(hongkong.calls()).hasSizeBetween(1, 3);
    }

    @ParameterizedTest
    @CsvSource({"400, INVALID", "403, FORBIDDEN", "409, CONFLICT"})
    void whatIsRefusedForGoodIsAskedOnce(int status, ErrorCode code) throws Exception {
        canada.answer(status, "{\"code\":\"" + code + "\",\"detail\":\"no\"}");

        assertThat(refused(control().begin(ORDER))).isEqualTo(Refusal.of(code, "no"));
        assertThat(canada.calls()).hasSize(1);
        assertThat(hongkong.calls()).isEmpty();
    }

    @Test
    void aReplicaThatHasNotCaughtUpIsNotBelievedAlone() throws Exception {
        canada.answer(404, "{\"code\":\"NOT_FOUND\",\"detail\":\"move: is none\"}");
        hongkong.answer(200, MOVE).answer(404, "{\"code\":\"NOT_FOUND\",\"detail\":\"none\"}");
        shanghai.answer(404, "{\"code\":\"NOT_FOUND\",\"detail\":\"none\"}");

        assertThat(control().move("m-0123456789ab", Optional.empty()))
                .isEqualTo(new Answer.Given<>(Optional.of(MOVING)));
        assertThat(refused(control().move("m-0123456789ab", Optional.empty())))
                .isEqualTo(Refusal.of(ErrorCode.NOT_FOUND, "move: is none"));
        assertThat(shanghai.calls()).hasSize(1);
    }

    @Test
    void withoutAnyReplicaItEndsInTime() throws Exception {
        List.of(canada, hongkong, shanghai).forEach(ScriptedServer::close);
        var begun = System.nanoTime();

        var refusal = refused(control(Duration.ofSeconds(1)).sites());

        assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(refusal.detail()).contains("no replica of the control plane", "127.74.2.");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void whatMayHaveBeenDoneIsSaidToBeUnknown() throws Exception {
        canada.answer(503, "{\"code\":\"UNKNOWN\",\"detail\":\"not committed in time\"}")
                .answer(503, "{\"code\":\"NOT_LEADER\"}");
        hongkong.answer(503, "{\"code\":\"NOT_LEADER\"}");
        shanghai.answer(503, "{\"code\":\"NOT_LEADER\"}");

        var refusal = refused(control(Duration.ofSeconds(3)).begin(ORDER));

        assertThat(refusal.code()).isEqualTo(ErrorCode.UNKNOWN);
        assertThat(refusal.detail()).contains("not committed in time");
    }

    @Test
    void aMoveIsWaitedForByWhatStandsForIt() throws Exception {
        var known = MOVE.replace("\"beganMillis\":5", "\"beganMillis\":5,\"state\":\"a/7 b\"");
        canada.answer(200, known).answer(204, "");
        var control = control();

        var look = control.move("m-0123456789ab", Optional.empty());

        assertThat(look instanceof Answer.Given<Optional<MoveLook>>(var move) ? move : look)
                .asInstanceOf(InstanceOfAssertFactories.optional(MoveLook.class))
                .hasValueSatisfying(move -> assertThat(move.state()).contains("a/7 b"));
        assertThat(control.move("m-0123456789ab", Optional.of("a/7 b")))
                .isEqualTo(new Answer.Given<>(Optional.empty()));
        assertThat(canada.calls())
                .extracting(ScriptedServer.Call::target)
                .containsExactly(
                        "/v1/moves/m-0123456789ab", "/v1/moves/m-0123456789ab?after=a%2F7+b");
    }

    @Test
    void allMovesAreListedAndOneIsTakenBack() throws Exception {
        canada.answer(200, "{\"moves\":[" + MOVE + "]}")
                .answer(200, "{\"move\":" + MOVE.replace("\"moving\"", "\"aborting\"") + "}");
        var control = control();

        assertThat(control.moves()).isEqualTo(new Answer.Given<>(List.of(MOVING)));
        assertThat(control.abort("m-0123456789ab", "r-2", "a test"))
                .isInstanceOf(Answer.Given.class);
        assertThat(canada.calls().get(1).target()).isEqualTo("/v1/moves/m-0123456789ab/abort");
        assertThat(canada.calls().get(1).body())
                .contains("\"requestId\":\"r-2\"", "\"reason\":\"a test\"");
    }

    @Test
    void sitesAreReadWithAndWithoutAReport() throws Exception {
        canada.answer(
                200,
                """
                {"tableVersion":3,"sites":[
                 {"name":"canada","state":"in-service","access":["https://a:1"],"shards":2731,
                  "nativeShards":1365,"open":2731,"leased":2731,"lagMillis":12,
                  "isolationBudgetMillis":30000,"moves":["m-0123456789ab"],"somethingNew":[1]},
                 {"name":"hongkong","state":"evacuated","standIn":"canada","access":[],"shards":0}]}
                """);

        var sites = control().sites();

        assertThat(sites)
                .isInstanceOfSatisfying(
                        Answer.Given.class,
                        given -> {
                            var look = (SitesLook) given.value();
                            assertThat(look.tableVersion()).isEqualTo(3);
                            assertThat(look.sites())
                                    .containsExactly(
                                            new SiteLook(
                                                    CANADA,
                                                    "in-service",
                                                    Optional.empty(),
                                                    2_731,
                                                    OptionalLong.of(1_365),
                                                    OptionalLong.of(2_731),
                                                    OptionalLong.of(2_731),
                                                    OptionalLong.of(12),
                                                    OptionalLong.of(30_000),
                                                    List.of("m-0123456789ab")),
                                            new SiteLook(
                                                    HONGKONG,
                                                    "evacuated",
                                                    Optional.of(CANADA),
                                                    0,
                                                    OptionalLong.empty(),
                                                    OptionalLong.empty(),
                                                    OptionalLong.empty(),
                                                    OptionalLong.empty(),
                                                    OptionalLong.empty(),
                                                    List.of()));
                        });
    }

    @Test
    void oneSiteIsReadWithItsReport() throws Exception {
        canada.answer(
                200,
                """
                {"name":"hongkong","state":"in-service","access":[],"shards":1365,"nativeShards":1365,
                 "moves":[],"tableVersion":3,"report":{"tableVersion":2,"leader":"hongkong/2",
                  "open":[{"epoch":1,"shards":"1366-2730"}],"leased":"1366-2730","logRoomBytes":77,
                  "streams":{"hongkong#1":9},"applied":{},"view":{"lagEntries":4,"lagMillis":9,
                  "trouble":"it is read-only"},"links":[{"origin":"canada","state":"UP",
                  "lagEntries":3,"oldestUnshippedMillis":8,"detail":"by way of shanghai"},
                  {"origin":"shanghai","state":"IDLE"}]}}
                """);

        var answer = control().site(HONGKONG);

        assertThat(canada.calls().getFirst().target()).isEqualTo("/v1/sites/hongkong");
        assertThat(
                        answer instanceof Answer.Given<SiteDetail>(var detail)
                                ? detail.report()
                                : answer)
                .isEqualTo(
                        Optional.of(
                                new SiteReportLook(
                                        Optional.of("hongkong/2"),
                                        2,
                                        List.of(new SiteReportLook.Open(Epoch.FIRST, "1366-2730")),
                                        "1366-2730",
                                        OptionalLong.of(77),
                                        OptionalLong.of(4),
                                        Optional.of("it is read-only"),
                                        List.of(
                                                new SiteReportLook.Link(
                                                        CANADA,
                                                        "UP",
                                                        OptionalLong.of(3),
                                                        OptionalLong.of(8),
                                                        Optional.of("by way of shanghai")),
                                                new SiteReportLook.Link(
                                                        SHANGHAI,
                                                        "IDLE",
                                                        OptionalLong.empty(),
                                                        OptionalLong.empty(),
                                                        Optional.empty())))));
    }

    @Test
    void aCordonNamesTheSite() throws Exception {
        canada.answer(200, "{\"already\":true}");

        assertThat(control().cordon(HONGKONG, true, "r-3", OptionalLong.of(4), "a test"))
                .isEqualTo(new Answer.Given<>(true));
        assertThat(canada.calls().getFirst().target()).isEqualTo("/v1/sites/hongkong/cordon");
        assertThat(canada.calls().getFirst().body())
                .contains("\"cordoned\":true", "\"expectedVersion\":4", "\"requestId\":\"r-3\"");
    }

    @Test
    void anAnswerInWordsOfANewerControlPlaneIsNotGuessedAt() throws Exception {
        canada.answer(200, MOVE.replace("\"moving\"", "\"hovering\""));

        var refusal = refused(control().move("m-0123456789ab", Optional.empty()));

        assertThat(refusal.code()).isEqualTo(ErrorCode.UNSUPPORTED);
        assertThat(refusal.detail()).contains("phase", "hovering");
    }

    @Test
    void aReplicaThatHangsDoesNotHoldTheOthersUp() throws Exception {
        var silent = URI.create("http://127.74.2.4:24703");
        try (var hole = new ServerSocket(24_703, 1, InetAddress.getByName("127.74.2.4"))) {
            assertThat(hole.isBound()).isTrue();
            shanghai.answer(200, "{\"moves\":[]}");
            var control =
                    new HttpControl(
                            http,
                            Map.of(CANADA, silent, SHANGHAI, shanghai.address()),
                            Duration.ofSeconds(9),
                            new Random(1));

            assertThat(control.moves()).isEqualTo(new Answer.Given<>(List.of()));
        }
    }
}
