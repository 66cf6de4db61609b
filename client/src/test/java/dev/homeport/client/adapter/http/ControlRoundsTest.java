package dev.homeport.client.adapter.http;

import static dev.homeport.client.adapter.http.ControlReplicas.CANADA;
import static dev.homeport.client.adapter.http.ControlReplicas.MOVE;
import static dev.homeport.client.adapter.http.ControlReplicas.MOVING;
import static dev.homeport.client.adapter.http.ControlReplicas.ORDER;
import static dev.homeport.client.adapter.http.ControlReplicas.PLAN;
import static dev.homeport.client.adapter.http.ControlReplicas.PLANNED;
import static dev.homeport.client.adapter.http.ControlReplicas.SHANGHAI;
import static dev.homeport.client.adapter.http.ControlReplicas.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.client.Answer;
import dev.homeport.client.Refusal;
import dev.homeport.client.control.MoveAnswer;
import dev.homeport.client.control.SitesLook;
import dev.homeport.client.fixture.ScriptedServer;
import dev.homeport.vocabulary.ErrorCode;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which replica of the control plane is asked, and whose answer counts. */
class ControlRoundsTest {

    private final ControlReplicas replicas = new ControlReplicas();

    @AfterEach
    void stop() {
        replicas.close();
    }

    @Test
    void theLeaderThatAFollowerNamesIsAskedNextUnderTheSameRequestId() throws Exception {
        replicas.canada.answer(
                503, "{\"code\":\"NOT_LEADER\",\"detail\":\"x\",\"leader\":\"shanghai/4\"}");
        replicas.hongkong.answer(
                500, "{\"code\":\"INTERNAL\",\"detail\":\"nobody should ask here\"}");
        replicas.shanghai.answer(201, "{" + PLAN + ",\"move\":" + MOVE + "}");

        var control = replicas.control();

        assertThat(control.begin(ORDER))
                .isEqualTo(
                        new Answer.Given<>(
                                new MoveAnswer(
                                        Optional.of(PLANNED),
                                        Optional.empty(),
                                        Optional.of(MOVING),
                                        false,
                                        Optional.empty())));
        assertThat(replicas.hongkong.calls()).isEmpty();
        assertThat(replicas.shanghai.calls().getFirst().body())
                .isEqualTo(replicas.canada.calls().getFirst().body());

        // The next question goes to the leader at once.
        control.begin(ORDER);
        assertThat(replicas.canada.calls()).hasSize(1);
        assertThat(replicas.shanghai.calls()).hasSize(2);
    }

    @Test
    void roundsGoOnUntilThereIsALeader() throws Exception {
        replicas.canada
                .answer(503, "{\"code\":\"NOT_LEADER\",\"detail\":\"none\"}")
                .answer(
                        200,
                        "{\"already\":true,\"detail\":\"it was asked for before\",\"move\":"
                                + MOVE
                                + "}");
        replicas.hongkong.answer(503, "{\"code\":\"NOT_LEADER\",\"detail\":\"none\"}");
        replicas.shanghai.close();

        assertThat(replicas.control().begin(ORDER))
                .isEqualTo(
                        new Answer.Given<>(
                                new MoveAnswer(
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of(MOVING),
                                        true,
                                        Optional.of("it was asked for before"))));
        assertThat(replicas.hongkong.calls()).hasSizeBetween(1, 2);
    }

    @Test
    void anAnswerThatGotLostIsAskedForAgain() throws Exception {
        replicas.canada.answer(503, "{\"code\":\"UNKNOWN\",\"detail\":\"not committed in time\"}");
        replicas.hongkong.answer(503, "{\"code\":\"NOT_LEADER\",\"leader\":\"nowhere/4\"}");
        replicas.shanghai.answer(200, "{\"already\":true,\"move\":" + MOVE + "}");

        assertThat(replicas.control().begin(ORDER)).isInstanceOf(Answer.Given.class);
    }

    @Test
    void whenTheLeaderSaysThatItCannotBeDoneNowTheRoundsEnd() throws Exception {
        replicas.canada.answer(
                503, "{\"code\":\"UNAVAILABLE\",\"detail\":\"nothing is recorded\"}");
        replicas.hongkong.answer(503, "{\"code\":\"NOT_LEADER\",\"leader\":\"shanghai/4\"}");
        replicas.shanghai.answer(503, "{\"code\":\"UNAVAILABLE\",\"detail\":\"canada lags\"}");

        var refusal = refused(replicas.control().begin(ORDER));

        assertThat(refusal).isEqualTo(Refusal.of(ErrorCode.UNAVAILABLE, "canada lags"));
        assertThat(replicas.all()).allSatisfy(each -> assertThat(each.calls()).hasSize(1));
    }

    @ParameterizedTest
    @CsvSource({"400, INVALID", "403, FORBIDDEN", "409, CONFLICT"})
    void whatIsRefusedForGoodIsAskedOnce(int status, ErrorCode code) throws Exception {
        replicas.canada.answer(status, "{\"code\":\"" + code + "\",\"detail\":\"no\"}");

        assertThat(refused(replicas.control().begin(ORDER))).isEqualTo(Refusal.of(code, "no"));
        assertThat(replicas.canada.calls()).hasSize(1);
        assertThat(replicas.hongkong.calls()).isEmpty();
    }

    @Test
    void aReplicaThatHasNotCaughtUpIsNotBelievedAlone() throws Exception {
        replicas.canada.answer(404, "{\"code\":\"NOT_FOUND\",\"detail\":\"move: is none\"}");
        replicas.hongkong
                .answer(200, MOVE)
                .answer(404, "{\"code\":\"NOT_FOUND\",\"detail\":\"none\"}");
        replicas.shanghai.answer(404, "{\"code\":\"NOT_FOUND\",\"detail\":\"none\"}");

        assertThat(replicas.control().move("m-0123456789ab", Optional.empty()))
                .isEqualTo(new Answer.Given<>(Optional.of(MOVING)));
        assertThat(refused(replicas.control().move("m-0123456789ab", Optional.empty())))
                .isEqualTo(Refusal.of(ErrorCode.NOT_FOUND, "move: is none"));
        assertThat(replicas.shanghai.calls()).hasSize(1);
    }

    @Test
    void withoutAnyReplicaItEndsInTime() throws Exception {
        replicas.all().forEach(ScriptedServer::close);
        var begun = System.nanoTime();

        var refusal = refused(replicas.control(Duration.ofSeconds(1)).sites());

        assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(refusal.detail()).contains("no replica of the control plane", "127.74.2.");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void whatMayHaveBeenDoneIsSaidToBeUnknown() throws Exception {
        replicas.canada
                .answer(503, "{\"code\":\"UNKNOWN\",\"detail\":\"not committed in time\"}")
                .answer(503, "{\"code\":\"NOT_LEADER\"}");
        replicas.hongkong.answer(503, "{\"code\":\"NOT_LEADER\"}");
        replicas.shanghai.answer(503, "{\"code\":\"NOT_LEADER\"}");

        var refusal = refused(replicas.control(Duration.ofSeconds(3)).begin(ORDER));

        assertThat(refusal.code()).isEqualTo(ErrorCode.UNKNOWN);
        assertThat(refusal.detail()).contains("not committed in time");
    }

    @Test
    void aReplicaThatHangsDoesNotHoldTheOthersUp() throws Exception {
        var silent = URI.create("http://127.74.2.4:24703");
        try (var hole = new ServerSocket(24_703, 1, InetAddress.getByName("127.74.2.4"))) {
            assertThat(hole.isBound()).isTrue();
            replicas.shanghai.answer(200, "{\"moves\":[]}");
            var control =
                    new HttpControl(
                            replicas.http,
                            Map.of(CANADA, silent, SHANGHAI, replicas.shanghai.address()),
                            Duration.ofSeconds(9),
                            new Random(1));

            assertThat(control.moves()).isEqualTo(new Answer.Given<>(List.of()));
        }
    }

    private static final String NO_SITES = "{\"tableVersion\":%d,\"sites\":[]}";

    @Test
    void aReplicaThatMayBeCutOffIsNotBelievedWhenAnotherOneAnswers() throws Exception {
        replicas.canada.answer(200, NO_SITES.formatted(7), Map.of("Homeport-Current", "false"));
        replicas.hongkong.answer(200, NO_SITES.formatted(8));

        assertThat(replicas.control().sites())
                .isEqualTo(new Answer.Given<>(new SitesLook(8, List.of())));
    }

    @Test
    void whatACutOffReplicaSaysIsBetterThanNothing() throws Exception {
        replicas.canada.answer(200, NO_SITES.formatted(7), Map.of("Homeport-Current", "false"));
        replicas.hongkong.answer(503, "{\"code\":\"UNAVAILABLE\",\"detail\":\"not yet\"}");
        replicas.shanghai.close();

        assertThat(replicas.control().sites())
                .isEqualTo(new Answer.Given<>(new SitesLook(7, List.of())));
    }
}
