package dev.homeport.cli.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.cli.exit.CommandFailure;
import dev.homeport.cli.exit.ExitCode;
import dev.homeport.cli.move.ScriptedControl;
import dev.homeport.cli.move.ScriptedControl.Ran;
import dev.homeport.client.control.MoveAnswer;
import dev.homeport.client.control.MoveKind;
import dev.homeport.client.control.MoveLook.Phase;
import dev.homeport.client.control.MoveWish;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@code homeport site evacuate} and {@code fail-back} make of the control plane's answers.
 */
class MoveSitesTest {

    private static final String PLAN =
            "{\"kind\":\"evacuation\",\"site\":\"hongkong\",\"fromVersion\":1,\"toVersion\":2,"
                    + "\"transfers\":[{\"shards\":\"1366-2730\",\"from\":\"hongkong\",\"to\":"
                    + "\"canada\",\"epoch\":2}],\"steps\":[\"hongkong closes them\","
                    + "\"canada opens them\"],\"warnings\":[\"shanghai lags\"]}";

    private static final MoveAnswer ALREADY =
            new MoveAnswer(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    true,
                    Optional.of("hongkong is home of no shard"));

    private final ScriptedControl control = new ScriptedControl();
    private final List<String> asked = new ArrayList<>();
    private Optional<String> reply = Optional.empty();

    private Ran evacuate(String... arguments) {
        return ScriptedControl.run(
                printer ->
                        new EvacuateCommand(
                                new MoveRun(
                                        control,
                                        control.follower(),
                                        printer,
                                        question -> {
                                            asked.add(question);
                                            return reply;
                                        },
                                        reply.isPresent(),
                                        () -> "r-1")),
                arguments);
    }

    @Test
    void aDryRunPrintsThePlanAndBeginsNothing() {
        var ran = evacuate("hongkong", "--dry-run", "-o", "json");

        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .isEqualTo(
                        "{\"already\":false,\"plan\":"
                                + PLAN
                                + ",\"receipt\":null,\"move\":null,\"detail\":null}\n");
        assertThat(ran.err()).isEmpty();
        assertThat(control.calls).containsExactly("plan");
    }

    @Test
    void theOrderSaysAllThatWasGiven() {
        evacuate(
                "hongkong",
                "--to",
                "canada",
                "--expected-version",
                "1",
                "--reason",
                "power works",
                "--dry-run");

        var wish = control.wishes.getFirst();
        assertThat(wish.kind()).isEqualTo(MoveKind.EVACUATION);
        assertThat(wish.site()).isEqualTo(ScriptedControl.HONGKONG);
        assertThat(wish.to()).contains(ScriptedControl.CANADA);
        assertThat(wish.expectedVersion()).hasValue(1);
        assertThat(wish.reason()).isEqualTo("power works");
        assertThat(wish.requestId()).isEqualTo("r-1");
    }

    @Test
    void withoutATerminalAndWithoutYesNothingIsAsked() {
        var ran = evacuate("hongkong");

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("evacuate: there is nobody to ask; give --yes");
        assertThat(control.calls).isEmpty();
    }

    @Test
    void theMoveIsWatchedToItsEnd() {
        control.looks.addAll(List.of(Optional.of(Phase.MOVING), Optional.of(Phase.DONE)));

        var ran = evacuate("hongkong", "--yes", "-o", "json");

        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .startsWith(
                        "{\"already\":false,\"plan\":"
                                + PLAN
                                + ",\"receipt\":null,\"move\":{\"id\":\"m-")
                .contains("\"phase\":\"done\"", "\"state\":\"open\"", "\"endedMillis\":1250");
        assertThat(ran.err())
                .contains("evacuation of hongkong (m-0123456789ab) is under way")
                .contains("1366-2730 to canada waits-for-opening (the view of canada lags)");
        assertThat(control.calls)
                .containsExactly("begin", "move m-0123456789ab", "move m-0123456789ab");
    }

    @Test
    void thePlanOfADryRunIsThatOfTheRun() {
        control.looks.add(Optional.of(Phase.DONE));

        var dry = evacuate("hongkong", "--dry-run");
        var run = evacuate("hongkong", "--yes");

        assertThat(dry.out())
                .isEqualTo(
                        """
                        Plan: evacuation of hongkong, from version 1 of the routing table to version 2
                          SHARDS     FROM      TO      EPOCH
                          1366-2730  hongkong  canada  2
                          1. hongkong closes them
                          2. canada opens them
                        Warning: shanghai lags
                        """);
        assertThat(run.out())
                .isEqualTo(
                        dry.out()
                                + """
                                evacuation of hongkong (m-0123456789ab) is done after 250 ms
                                  SHARDS     FROM      TO      EPOCH  STATE  DETAIL
                                  1366-2730  hongkong  canada  2      open   -
                                """);
    }

    @Test
    void aMoveThatIsTakenBackEndsWith8() {
        control.looks.add(Optional.of(Phase.ABORTED));

        var ran = evacuate("hongkong", "--yes");

        assertThat(ran.code()).isEqualTo(8);
        assertThat(ran.out()).contains("was taken back after 250 ms: an operator's wish");
    }

    @Test
    void aMoveThatGoesOnEndsWith9() {
        control.looks.add(Optional.of(Phase.MOVING));

        var ran = evacuate("hongkong", "--yes", "--timeout", "1");

        assertThat(ran.code()).isEqualTo(9);
        assertThat(ran.out()).contains("is under way");
    }

    @Test
    void aControlPlaneThatGoesAwayWhileItIsWatchedIsLookedForAgain() {
        control.looks.addAll(List.of(Optional.empty(), Optional.empty(), Optional.of(Phase.DONE)));

        var ran = evacuate("hongkong", "--yes");

        assertThat(ran.code()).isZero();
        assertThat(ran.err()).contains("nobody answers");
    }

    @Test
    void detachedItIsNotWatched() {
        var ran = evacuate("hongkong", "--yes", "--detach");

        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains("is under way");
        assertThat(control.calls).containsExactly("begin");
    }

    @Test
    void whatIsSoAlreadyIsDone() {
        control.answer = ALREADY;

        var ran = evacuate("hongkong", "--yes", "-o", "json");

        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .isEqualTo(
                        "{\"already\":true,\"plan\":null,\"receipt\":null,\"move\":null,\"detail\":"
                                + "\"hongkong is home of no shard\"}\n");
        assertThat(evacuate("hongkong", "--yes").out())
                .isEqualTo("Nothing is to be done: hongkong is home of no shard\n");
    }

    @Test
    void onATerminalThePlanIsShownAndThatVeryPlanIsBegun() {
        control.looks.add(Optional.of(Phase.DONE));
        reply = Optional.of(" Yes ");

        var ran = evacuate("hongkong");

        assertThat(ran.code()).isZero();
        assertThat(asked).containsExactly("Do this? [y/N] ");
        assertThat(ran.err()).contains("Plan: evacuation of hongkong", "Warning: shanghai lags");
        assertThat(control.calls).startsWith("plan", "begin");
        assertThat(control.wishes.get(0).expectedVersion()).isEmpty();
        assertThat(control.wishes.get(1).expectedVersion()).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "n", "no", "yess"})
    void whoDoesNotSayYesChangesNothing(String said) {
        reply = Optional.of(said);

        var ran = evacuate("hongkong");

        assertThat(ran.code()).isEqualTo(3);
        assertThat(ran.err()).contains("evacuate: not confirmed; nothing was changed");
        assertThat(control.calls).containsExactly("plan");
    }

    @Test
    void onATerminalNothingIsAskedWhereNothingIsToBeDone() {
        control.answer = ALREADY;
        reply = Optional.of("y");

        assertThat(evacuate("hongkong").code()).isZero();
        assertThat(asked).isEmpty();
        assertThat(control.calls).containsExactly("plan");
    }

    @ParameterizedTest
    @CsvSource({"REFUSED, 3", "LATER, 4", "OPERATOR, 5", "TIMED_OUT, 9"})
    void aRefusalEndsWithItsCodeAndItsMend(ExitCode refused, int code) {
        control.failure =
                Optional.of(new CommandFailure(refused, "canada lags; wait until it does not"));

        var ran = evacuate("hongkong", "--yes", "-o", "json");

        assertThat(ran.code()).isEqualTo(code);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("canada lags; wait until it does not");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Hong_Kong --yes|site: ",
                "hongkong --to CANADA --yes|--to: ",
                "hongkong --yes --timeout 0|--timeout: 0 is out of range; use 1 to 86400",
                "hongkong --expected-version x --yes|--expected-version",
                "--yes|SITE",
            })
    void wrongUsageIsSaidBeforeAnybodyIsAsked(String arguments, String message) {
        var ran = evacuate(arguments.split(" "));

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains(message);
        assertThat(control.calls).isEmpty();
    }

    @Test
    void aFailBackHasNoTarget() {
        control.looks.add(Optional.of(Phase.DONE));
        var ran = failBack("hongkong", "--yes");

        assertThat(ran.code()).isZero();
        assertThat(control.wishes)
                .singleElement()
                .extracting(MoveWish::kind, MoveWish::to)
                .containsExactly(MoveKind.FAIL_BACK, Optional.empty());
        assertThat(failBack("hongkong", "--yes", "--to", "canada").code()).isEqualTo(2);
    }

    private Ran failBack(String... arguments) {
        return ScriptedControl.run(
                printer ->
                        new FailBackCommand(
                                new MoveRun(
                                        control,
                                        control.follower(),
                                        printer,
                                        _ -> Optional.empty(),
                                        false,
                                        () -> "r-1")),
                arguments);
    }
}
