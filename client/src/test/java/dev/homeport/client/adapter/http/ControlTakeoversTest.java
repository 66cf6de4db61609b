package dev.homeport.client.adapter.http;

import static dev.homeport.client.adapter.http.ControlReplicas.CANADA;
import static dev.homeport.client.adapter.http.ControlReplicas.HONGKONG;
import static dev.homeport.client.adapter.http.ControlReplicas.MOVE;
import static dev.homeport.client.adapter.http.ControlReplicas.PLAN;
import static dev.homeport.client.adapter.http.ControlReplicas.SHANGHAI;
import static dev.homeport.client.adapter.http.ControlReplicas.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.homeport.client.Answer;
import dev.homeport.client.control.MoveKind;
import dev.homeport.client.control.MoveLook;
import dev.homeport.client.control.MoveWish;
import dev.homeport.client.control.Receipt;
import dev.homeport.client.fixture.ScriptedServer;
import dev.homeport.vocabulary.ErrorCode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is asked of the control plane about takeovers, and how its answers are read. */
class ControlTakeoversTest {

    private static final MoveWish PLAIN =
            new MoveWish(
                    "r-5",
                    MoveKind.TAKEOVER,
                    HONGKONG,
                    Optional.empty(),
                    Optional.empty(),
                    OptionalLong.empty(),
                    "a test");
    private static final String RECEIPT =
            ",\"receipt\":{\"bound\":\"unbounded\",\"waitsMillis\":28400,\"mirrored\":[{\"site\":"
                + "\"canada\",\"log\":\"hongkong#1\",\"position\":4711},{\"site\":\"shanghai\",\"log\":\"hongkong#1\",\"position\":4700}],\"fence\":\"it"
                + " is off\"}";
    private static final Receipt READ =
            new Receipt(
                    "unbounded",
                    OptionalLong.of(28_400),
                    List.of(
                            new Receipt.Mirrored(CANADA, "hongkong#1", 4_711),
                            new Receipt.Mirrored(SHANGHAI, "hongkong#1", 4_700)),
                    Optional.of("it is off"));

    private final ControlReplicas replicas = new ControlReplicas();

    @AfterEach
    void stop() {
        replicas.close();
    }

    private static String takeover(String text) {
        return text.replace("\"evacuation\"", "\"takeover\"");
    }

    private static <T> T given(Answer<T> answer) {
        return answer instanceof Answer.Given<T>(var value) ? value : fail("refused: " + answer);
    }

    @Test
    void aDryRunGivesPlanAndReceipt() throws Exception {
        replicas.canada.answer(200, takeover("{" + PLAN + RECEIPT + "}"));

        var answer = given(replicas.control().plan(PLAIN));

        assertThat(answer.plan())
                .hasValueSatisfying(plan -> assertThat(plan.kind()).isEqualTo(MoveKind.TAKEOVER));
        assertThat(answer.receipt()).contains(READ);
        assertThat(answer.move()).isEmpty();
        assertThat(replicas.canada.calls())
                .containsExactly(
                        new ScriptedServer.Call(
                                "POST",
                                "/v1/takeovers",
                                "null",
                                "{\"requestId\":\"r-5\",\"site\":\"hongkong\",\"reason\":"
                                        + "\"a test\",\"dryRun\":true}"));
    }

    @Test
    void aTakeoverSaysTargetFenceAndVersion() throws Exception {
        var move = MOVE.substring(0, MOVE.length() - 1) + RECEIPT + "}";
        replicas.canada.answer(201, takeover("{" + PLAN + RECEIPT + ",\"move\":" + move + "}"));
        var wish =
                new MoveWish(
                        "r-6",
                        MoveKind.TAKEOVER,
                        HONGKONG,
                        Optional.of(CANADA),
                        Optional.of("its machines are off"),
                        OptionalLong.of(7),
                        "a test");

        var begun = given(replicas.control().begin(wish)).move().orElseThrow();

        assertThat(begun.kind()).isEqualTo(MoveKind.TAKEOVER);
        assertThat(begun.receipt()).contains(READ);
        assertThat(replicas.canada.calls().getFirst().body())
                .isEqualTo(
                        "{\"requestId\":\"r-6\",\"site\":\"hongkong\",\"to\":\"canada\","
                                + "\"fence\":\"its machines are off\",\"expectedVersion\":7,"
                                + "\"reason\":\"a test\",\"dryRun\":false}");
    }

    @Test
    void aSiteThatIsNotLostIsRefusedForGood() throws Exception {
        replicas.canada.answer(
                409, "{\"code\":\"CONFLICT\",\"detail\":\"site: hongkong is degraded, not lost\"}");

        var refusal = refused(replicas.control().begin(PLAIN));

        assertThat(refusal.code()).isEqualTo(ErrorCode.CONFLICT);
        assertThat(replicas.hongkong.calls()).isEmpty();
    }

    @Test
    void whatAnOlderReplicaLeavesOutIsMissing() throws Exception {
        replicas.canada
                .answer(200, takeover("{" + PLAN + ",\"receipt\":{\"bound\":\"0\"}}"))
                .answer(200, takeover("{" + PLAN + "}"));
        var control = replicas.control();

        assertThat(given(control.plan(PLAIN)).receipt())
                .contains(new Receipt("0", OptionalLong.empty(), List.of(), Optional.empty()));
        assertThat(given(control.plan(PLAIN)).receipt()).isEmpty();
    }

    @Test
    void aMoveThatATakeoverHasOvertakenHasEnded() throws Exception {
        replicas.canada.answer(200, MOVE.replace("\"moving\"", "\"overtaken\""));

        var look = given(replicas.control().move("m-0123456789ab", Optional.empty()));

        assertThat(look.map(MoveLook::phase).orElseThrow().hasEnded()).isTrue();
    }
}
