package dev.homeport.cli.simulate;

import dev.homeport.cli.exit.CommandFailure;
import dev.homeport.cli.exit.ExitCode;
import dev.homeport.cli.output.OutputOption;
import dev.homeport.cli.output.Printer;
import dev.homeport.simulation.lease.Campaign;
import dev.homeport.simulation.lease.Focus;
import dev.homeport.simulation.move.Course;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code homeport simulate}. */
@Command(
        name = "simulate",
        description = {
            "Runs the own classes of leases, or of homes that move, under simulated faults, from a"
                    + " seed that repeats exactly; or steps them again with the journal of a real"
                    + " run.",
            "",
            "Ends with code 7 when an invariant was broken, or the journal's machine wants"
                    + " something else done than it did.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  homeport simulate --seeds 1-100",
            "  homeport simulate --scenario moves --seeds 1-100",
            "  homeport simulate --scenario takeovers --seed 7 --without adopts",
            "  homeport simulate --seed 1 --focus witness-losses --without empty-waits",
            "  homeport simulate --replay FOLDER/lease-journal -o json",
            "  homeport simulate --replay .homeport"
        })
public final class SimulateCommand implements Callable<Integer> {

    private static final int USUAL_SECONDS = 90;
    private static final int USUAL_SECONDS_OF_MOVES = 60;
    private static final Pattern RANGE = Pattern.compile("(\\d{1,18})(?:-|\\.\\.)(\\d{1,18})");

    private final JournalReplay replay;
    private final Printer printer;
    private final InstantSource wallClock;

    @ArgGroup(multiplicity = "1")
    private @Nullable Wanted wanted;

    @Option(
            names = "--scenario",
            paramLabel = "SCENARIO",
            description = {"What is run: ${COMPLETION-CANDIDATES}; leases if not given."})
    private @Nullable Scenario scenario;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = {
                "Simulated length of each run; "
                        + USUAL_SECONDS
                        + " if not given, of moves and takeovers "
                        + USUAL_SECONDS_OF_MOVES
                        + "."
            })
    private @Nullable Integer seconds;

    @Option(
            names = "--focus",
            paramLabel = "FOCUS",
            description = {
                "What the faults of leases are bent towards; drawn if not given. A wrong one is"
                        + " answered with those that there are."
            })
    private @Nullable String focus;

    @Option(
            names = "--without",
            paramLabel = "RULE",
            split = ",",
            description = {
                "A rule of the protocol to remove; several are separated by commas. A wrong one is"
                        + " answered with those that there are."
            })
    private @Nullable List<String> without;

    @Mixin private OutputOption output = new OutputOption();

    /** What can be run; named as it is typed. */
    enum Scenario {
        /** Leases, openings and witnesses. */
        leases,
        /** Planned moves of whole sites. */
        moves,
        /** Whole sites that are lost, taken over and come back. */
        takeovers
    }

    /** What is run: exactly one of these. */
    static final class Wanted {
        @Option(
                names = "--seeds",
                paramLabel = "FROM-TO",
                required = true,
                description = "All seeds of a range; prints those that break an invariant.")
        @Nullable String seeds;

        @Option(
                names = "--seed",
                paramLabel = "N",
                required = true,
                description = "One seed; prints what happened in it.")
        @Nullable Long seed;

        @Option(
                names = "--replay",
                paramLabel = "FILE|FOLDER",
                required = true,
                description = {
                    "The journal of a real run, or a folder: all journals in it and below, such as"
                            + " those of a whole fleet."
                })
        @Nullable Path journal;
    }

    /**
     * Makes the command.
     *
     * @param wallClock times the runs
     */
    public SimulateCommand(JournalReplay replay, Printer printer, InstantSource wallClock) {
        this.replay = replay;
        this.printer = printer;
        this.wallClock = wallClock;
    }

    @Override
    public Integer call() {
        var one = Objects.requireNonNull(wanted);
        if (one.journal != null) {
            return replay(one.journal);
        }
        var began = wallClock.millis();
        var document = SimulationDocument.of(run(one), began, wallClock);
        printer.print(document, output.format(), SimulationTable.of(document));
        return end(document.documents("violations").isEmpty());
    }

    private Ran run(Wanted one) {
        try {
            var range = one.seeds == null ? null : RANGE.matcher(one.seeds);
            if (range != null && !range.matches()) {
                throw new IllegalArgumentException(
                        "seeds: \"" + one.seeds + "\" is no range; use FROM-TO, such as 1-500");
            }
            var from = range == null ? Objects.requireNonNull(one.seed) : number(range.group(1));
            var leases = scenario == null || scenario == Scenario.leases;
            var asked =
                    new Ran.Asked(
                            from,
                            range == null ? from : number(range.group(2)),
                            Objects.requireNonNullElse(
                                    seconds, leases ? USUAL_SECONDS : USUAL_SECONDS_OF_MOVES),
                            focus == null ? Focus.NONE : Campaign.focus(focus),
                            Objects.requireNonNullElse(without, List.of()));
            if (leases) {
                return Ran.leases(asked, range == null);
            }
            var course = scenario == Scenario.moves ? Course.MOVES : Course.TAKEOVERS;
            return Ran.moves(course, asked, range == null);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private static long number(String digits) {
        return Long.parseLong(digits);
    }

    private Integer replay(Path journal) {
        if (scenario != null || seconds != null || focus != null || without != null) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "replay: a journal has its own faults and all rules; leave out --scenario,"
                            + " --seconds, --focus and --without");
        }
        var replayed = replay.replay(journal);
        if (replayed.size() == 1 && replayed.getFirst().file().equals(journal)) {
            var document = SimulationDocument.of(replayed.getFirst());
            printer.print(document, output.format(), SimulationTable.ofReplay(document));
        } else {
            var document = SimulationDocument.of(journal, replayed);
            printer.print(document, output.format(), SimulationTable.ofReplays(document));
        }
        if (replayed.stream().anyMatch(one -> one.difference().isPresent())) {
            return ExitCode.BROKEN.number();
        }
        var isRefused = replayed.stream().anyMatch(one -> one.refused().isPresent());
        return (isRefused ? ExitCode.OPERATOR : ExitCode.OK).number();
    }

    private static int end(boolean holds) {
        return (holds ? ExitCode.OK : ExitCode.BROKEN).number();
    }
}
