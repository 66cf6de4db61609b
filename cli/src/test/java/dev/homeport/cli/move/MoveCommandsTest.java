package dev.homeport.cli.move;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.cli.move.ScriptedControl.Ran;
import dev.homeport.client.control.MoveAnswer;
import dev.homeport.client.control.MoveLook.Phase;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code homeport move} shows, waits for and takes back. */
class MoveCommandsTest {

    private static final String ID = "m-0123456789ab";

    private final ScriptedControl control = new ScriptedControl();

    @Test
    void movesAreListed() {
        var none = ScriptedControl.run(printer -> new ListMovesCommand(control, printer));
        assertThat(none.out()).isEqualTo("No home has been moved.\n");

        control.looks.add(Optional.of(Phase.DONE));
        var table = ScriptedControl.run(printer -> new ListMovesCommand(control, printer));
        assertThat(table.out())
                .isEqualTo(
                        """
                        MOVE            KIND        SITE      PHASE  TO      VERSION  TOOK
                        m-0123456789ab  evacuation  hongkong  done   canada  2        250 ms
                        """);
        var json =
                ScriptedControl.run(
                        printer -> new ListMovesCommand(control, printer), "-o", "json");
        assertThat(json.out()).startsWith("{\"moves\":[{\"id\":\"m-0123456789ab\",\"kind\":");
    }

    @Test
    void oneMoveIsShownWithWhatItWaitsFor() {
        control.looks.add(Optional.of(Phase.MOVING));

        var ran =
                ScriptedControl.run(
                        printer -> new ShowMoveCommand(control, printer), ID, "-o", "json");

        assertThat(ran.out())
                .isEqualTo(
                        "{\"id\":\"m-0123456789ab\",\"kind\":\"evacuation\",\"site\":\"hongkong\","
                            + "\"phase\":\"moving\",\"tableVersion\":2,\"transfers\":[{"
                            + "\"shards\":\"1366-2730\",\"from\":\"hongkong\",\"to\":\"canada\",\"epoch\":2,\"state\":\"waits-for-opening\",\"detail\":\"the"
                            + " view of canada lags\"}],\"by\":\"operator-1\",\"reason\":\"a"
                            + " test\",\"why\":null,\"receipt\":null,\"beganMillis\":1000,\"endedMillis\":null}\n");
    }

    @ParameterizedTest
    @CsvSource({"DONE, 0", "ABORTED, 8", "OVERTAKEN, 8", "MOVING, 9", "ABORTING, 9"})
    void watchingEndsAsTheMoveDoes(Phase phase, int code) {
        control.looks.addAll(List.of(Optional.of(Phase.MOVING), Optional.of(phase)));

        var ran =
                ScriptedControl.run(
                        printer -> new WatchCommand(control, control.follower(), printer),
                        ID,
                        "--timeout",
                        "1");

        assertThat(ran.code()).isEqualTo(code);
        assertThat(ran.out()).startsWith("evacuation of hongkong (m-0123456789ab) ");
    }

    private Ran abort(String... arguments) {
        return ScriptedControl.run(
                printer ->
                        new AbortCommand(
                                control,
                                control.follower(),
                                printer,
                                _ -> Optional.empty(),
                                () -> "r-1"),
                arguments);
    }

    @ParameterizedTest
    @CsvSource({"ABORTED, 0", "DONE, 3", "OVERTAKEN, 3", "ABORTING, 9"})
    void anAbortEndsWellWhenTheHomesAreBack(Phase phase, int code) {
        control.answer =
                new MoveAnswer(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(ScriptedControl.move(Phase.ABORTING)),
                        false,
                        Optional.empty());
        control.looks.add(Optional.of(phase));

        var ran = abort(ID, "--yes", "--timeout", "1", "--reason", "canada is too slow");

        assertThat(ran.code()).isEqualTo(code);
        assertThat(control.calls).startsWith("abort " + ID + " canada is too slow");
    }

    @Test
    void anAbortIsAskedForToo() {
        var ran = abort(ID);

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("abort: there is nobody to ask; give --yes");
        assertThat(control.calls).isEmpty();
    }
}
