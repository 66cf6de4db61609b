package dev.homeport.client.adapter.http;

import static org.assertj.core.api.Assertions.fail;

import dev.homeport.client.Answer;
import dev.homeport.client.Refusal;
import dev.homeport.client.control.MoveKind;
import dev.homeport.client.control.MoveLook;
import dev.homeport.client.control.MovePlan;
import dev.homeport.client.control.MoveWish;
import dev.homeport.client.control.Transfer;
import dev.homeport.client.fixture.ScriptedServer;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.SiteId;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/** Three replicas of the control plane that say what a test wants, and one move to talk about. */
final class ControlReplicas implements AutoCloseable {

    static final SiteId CANADA = new SiteId("canada");
    static final SiteId HONGKONG = new SiteId("hongkong");
    static final SiteId SHANGHAI = new SiteId("shanghai");
    static final MoveWish ORDER =
            new MoveWish(
                    "r-1",
                    MoveKind.EVACUATION,
                    HONGKONG,
                    Optional.of(CANADA),
                    Optional.empty(),
                    OptionalLong.of(1),
                    "a test");
    static final Transfer TRANSFER = new Transfer("1366-2730", HONGKONG, CANADA, new Epoch(2));
    static final String PLAN =
            "\"plan\":{\"kind\":\"evacuation\",\"site\":\"hongkong\",\"fromVersion\":1,"
                + "\"toVersion\":2,\"transfers\":[{\"shards\":\"1366-2730\",\"from\":\"hongkong\","
                + "\"to\":\"canada\",\"epoch\":2}],\"steps\":[\"one\",\"two\"],\"warnings\":[\"w\"]}";
    static final String MOVE =
            "{\"id\":\"m-0123456789ab\",\"kind\":\"evacuation\",\"site\":\"hongkong\",\"phase\":"
                    + "\"moving\",\"tableVersion\":2,\"transfers\":[{\"shards\":\"1366-2730\","
                    + "\"from\":\"hongkong\",\"to\":\"canada\",\"epoch\":2,\"state\":"
                    + "\"waits-for-opening\",\"detail\":\"canada lags\"}],"
                    + "\"by\":\"operator-1\",\"reason\":\"a test\",\"beganMillis\":5}";
    static final MovePlan PLANNED =
            new MovePlan(
                    MoveKind.EVACUATION,
                    HONGKONG,
                    1,
                    2,
                    List.of(TRANSFER),
                    List.of("one", "two"),
                    List.of("w"));
    static final MoveLook MOVING =
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
                    Optional.empty(),
                    5,
                    OptionalLong.empty(),
                    Optional.empty());

    final ScriptedServer canada = new ScriptedServer("127.74.2.1", 24_703);
    final ScriptedServer hongkong = new ScriptedServer("127.74.2.2", 24_703);
    final ScriptedServer shanghai = new ScriptedServer("127.74.2.3", 24_703);
    final HttpClient http = HttpClient.newHttpClient();

    HttpControl control(Duration patience) {
        return new HttpControl(
                http,
                Map.of(
                        CANADA, canada.address(),
                        HONGKONG, hongkong.address(),
                        SHANGHAI, shanghai.address()),
                patience,
                new Random(1));
    }

    HttpControl control() {
        return control(Duration.ofSeconds(10));
    }

    List<ScriptedServer> all() {
        return List.of(canada, hongkong, shanghai);
    }

    static Refusal refused(Answer<?> answer) {
        return answer instanceof Answer.Refused<?>(var refusal)
                ? refusal
                : fail("it was given: " + answer);
    }

    @Override
    public void close() {
        http.close();
        all().forEach(ScriptedServer::close);
    }
}
