package dev.homeport.cli.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.cli.exit.CommandFailure;
import dev.homeport.cli.exit.ExitCode;
import dev.homeport.cli.move.ScriptedControl;
import dev.homeport.cli.move.ScriptedControl.Ran;
import dev.homeport.client.control.MoveAnswer;
import dev.homeport.client.control.MoveKind;
import dev.homeport.client.control.MoveLook.Phase;
import dev.homeport.client.control.MovePlan;
import dev.homeport.client.control.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code homeport site fail-over} makes of the control plane's answers. */
class FailOverTest {

    private static final MovePlan PLAN =
            new MovePlan(
                    MoveKind.TAKEOVER,
                    ScriptedControl.HONGKONG,
                    1,
                    2,
                    ScriptedControl.PLAN.transfers(),
                    List.of("canada opens them when the leases of hongkong have run out"),
                    List.of());
    private static final Receipt RECEIPT =
            new Receipt(
                    Receipt.UNBOUNDED,
                    OptionalLong.of(28_400),
                    List.of(new Receipt.Mirrored(ScriptedControl.CANADA, "hongkong#1", 4_711)),
                    Optional.empty());
    private static final String SHOWN =
            """
            Plan: takeover of hongkong, from version 1 of the routing table to version 2
              SHARDS     FROM      TO      EPOCH
              1366-2730  hongkong  canada  2
              1. canada opens them when the leases of hongkong have run out
            Stranded at hongkong: unbounded: counted afterwards. What it has acknowledged and no \
            other site has is neither lost nor to be seen until the site is back
            Its leases are waited for: at most 28.4 s
              SITE    HAS OF      UP TO
              canada  hongkong#1  4711
            """;

    private final ScriptedControl control = new ScriptedControl();
    private final List<String> asked = new ArrayList<>();
    private Optional<String> reply = Optional.empty();

    @BeforeEach
    void planATakeover() {
        control.answer = answer(RECEIPT);
    }

    private static MoveAnswer answer(Receipt receipt) {
        return new MoveAnswer(
                Optional.of(PLAN),
                Optional.of(receipt),
                Optional.of(ScriptedControl.move(Phase.MOVING)),
                false,
                Optional.empty());
    }

    private Ran failOver(String... arguments) {
        return ScriptedControl.run(
                printer ->
                        new FailOverCommand(
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
    void aDryRunSaysWhatItWouldLeaveBehindAndBeginsNothing() {
        var ran = failOver("hongkong", "--dry-run");

        assertThat(ran.code()).isZero();
        assertThat(ran.out()).isEqualTo(SHOWN);
        assertThat(control.calls).containsExactly("plan");
        assertThat(failOver("hongkong", "--dry-run", "-o", "json").out())
                .contains(
                        ",\"receipt\":{\"bound\":\"unbounded\",\"waitsMillis\":28400,"
                            + "\"mirrored\":[{\"site\":\"canada\",\"log\":"
                            + "\"hongkong#1\",\"position\":4711}],\"fence\":null},\"move\":null,");
    }

    @Test
    void aFenceLeavesNothingToWaitFor() {
        control.answer =
                answer(
                        new Receipt(
                                "0",
                                OptionalLong.of(0),
                                List.of(),
                                Optional.of("its machines are off")));

        var ran = failOver("hongkong", "--dry-run", "--fenced", "its machines are off");

        assertThat(ran.out())
                .endsWith(
                        "Stranded at hongkong: 0\nIts leases are not waited for: its machines are"
                                + " off\n");
        assertThat(control.wishes.getFirst().fence()).contains("its machines are off");
    }

    @Test
    void theWishSaysAllThatWasGiven() {
        failOver(
                "hongkong",
                "--to",
                "canada",
                "--expected-version",
                "1",
                "--reason",
                "fire",
                "--dry-run");

        var wish = control.wishes.getFirst();
        assertThat(wish.kind()).isEqualTo(MoveKind.TAKEOVER);
        assertThat(wish.site()).isEqualTo(ScriptedControl.HONGKONG);
        assertThat(wish.to()).contains(ScriptedControl.CANADA);
        assertThat(wish.fence()).isEmpty();
        assertThat(wish.expectedVersion()).hasValue(1);
        assertThat(wish.reason()).isEqualTo("fire");
    }

    @Test
    void onATerminalPlanAndReceiptAreShownAndThatVeryPlanIsBegun() {
        control.looks.add(Optional.of(Phase.DONE));
        reply = Optional.of("y");

        var ran = failOver("hongkong");

        assertThat(ran.code()).isZero();
        assertThat(asked).containsExactly("Do this? [y/N] ");
        assertThat(ran.err()).contains("Plan: takeover of hongkong", "unbounded", "28.4 s");
        assertThat(control.calls).startsWith("plan", "begin", "move m-0123456789ab");
        assertThat(control.wishes.get(1).expectedVersion()).hasValue(1);
    }

    @Test
    void withoutATerminalAndWithoutYesNothingIsAsked() {
        var ran = failOver("hongkong");

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("fail-over: there is nobody to ask; give --yes");
        assertThat(control.calls).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"DONE, 0", "ABORTED, 8", "OVERTAKEN, 8", "MOVING, 9"})
    void itIsWatchedToItsEnd(Phase phase, int code) {
        control.looks.add(Optional.of(phase));

        var ran = failOver("hongkong", "--yes", "--timeout", "1");

        assertThat(ran.code()).isEqualTo(code);
        assertThat(ran.out()).startsWith(SHOWN);
        assertThat(control.calls).startsWith("begin", "move m-0123456789ab");
    }

    @ParameterizedTest
    @CsvSource({"REFUSED, 3", "LATER, 4"})
    void aSiteThatIsNotLostIsNotTakenOver(ExitCode refused, int code) {
        control.failure = Optional.of(new CommandFailure(refused, "hongkong is not lost"));

        var ran = failOver("hongkong", "--yes");

        assertThat(ran.code()).isEqualTo(code);
        assertThat(ran.err()).contains("hongkong is not lost");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Hong_Kong --yes|site: ",
                "hongkong --to CANADA --yes|--to: ",
                "hongkong --yes --fenced=|--fenced: is empty; say why",
            })
    void wrongUsageIsSaidBeforeAnybodyIsAsked(String arguments, String message) {
        var ran = failOver(arguments.split(" "));

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains(message);
        assertThat(control.calls).isEmpty();
    }
}
