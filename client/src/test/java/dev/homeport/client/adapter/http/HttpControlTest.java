package dev.homeport.client.adapter.http;

import static dev.homeport.client.adapter.http.ControlReplicas.MOVE;
import static dev.homeport.client.adapter.http.ControlReplicas.MOVING;
import static dev.homeport.client.adapter.http.ControlReplicas.ORDER;
import static dev.homeport.client.adapter.http.ControlReplicas.PLAN;
import static dev.homeport.client.adapter.http.ControlReplicas.PLANNED;
import static dev.homeport.client.adapter.http.ControlReplicas.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.client.Answer;
import dev.homeport.client.control.MoveAnswer;
import dev.homeport.client.control.MoveLook;
import dev.homeport.client.fixture.ScriptedServer;
import dev.homeport.vocabulary.ErrorCode;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is asked of the control plane about moves, and how its answers are read. */
class HttpControlTest {

    private final ControlReplicas replicas = new ControlReplicas();

    @AfterEach
    void stop() {
        replicas.close();
    }

    @Test
    void aPlanIsAskedForAsADryRun() throws Exception {
        replicas.canada.answer(200, "{" + PLAN + "}");

        assertThat(replicas.control().plan(ORDER))
                .isEqualTo(
                        new Answer.Given<>(
                                new MoveAnswer(
                                        Optional.of(PLANNED),
                                        Optional.empty(),
                                        Optional.empty(),
                                        false,
                                        Optional.empty())));
        assertThat(replicas.canada.calls())
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
    void aMoveIsWaitedForByWhatStandsForIt() throws Exception {
        var known = MOVE.replace("\"beganMillis\":5", "\"beganMillis\":5,\"state\":\"a/7 b\"");
        replicas.canada.answer(200, known).answer(204, "");
        var control = replicas.control();

        var look = control.move("m-0123456789ab", Optional.empty());

        assertThat(look instanceof Answer.Given<Optional<MoveLook>>(var move) ? move : look)
                .asInstanceOf(InstanceOfAssertFactories.optional(MoveLook.class))
                .hasValueSatisfying(move -> assertThat(move.state()).contains("a/7 b"));
        assertThat(control.move("m-0123456789ab", Optional.of("a/7 b")))
                .isEqualTo(new Answer.Given<>(Optional.empty()));
        assertThat(replicas.canada.calls())
                .extracting(ScriptedServer.Call::target)
                .containsExactly(
                        "/v1/moves/m-0123456789ab", "/v1/moves/m-0123456789ab?after=a%2F7+b");
    }

    @Test
    void allMovesAreListedAndOneIsTakenBack() throws Exception {
        replicas.canada
                .answer(200, "{\"moves\":[" + MOVE + "]}")
                .answer(200, "{\"move\":" + MOVE.replace("\"moving\"", "\"aborting\"") + "}");
        var control = replicas.control();

        assertThat(control.moves()).isEqualTo(new Answer.Given<>(List.of(MOVING)));
        assertThat(control.abort("m-0123456789ab", "r-2", "a test"))
                .isInstanceOf(Answer.Given.class);
        assertThat(replicas.canada.calls().get(1).target())
                .isEqualTo("/v1/moves/m-0123456789ab/abort");
        assertThat(replicas.canada.calls().get(1).body())
                .contains("\"requestId\":\"r-2\"", "\"reason\":\"a test\"");
    }

    @Test
    void anAnswerInWordsOfANewerControlPlaneIsNotGuessedAt() throws Exception {
        replicas.canada.answer(200, MOVE.replace("\"moving\"", "\"hovering\""));

        var refusal = refused(replicas.control().move("m-0123456789ab", Optional.empty()));

        assertThat(refusal.code()).isEqualTo(ErrorCode.UNSUPPORTED);
        assertThat(refusal.detail()).contains("phase", "hovering");
    }
}
