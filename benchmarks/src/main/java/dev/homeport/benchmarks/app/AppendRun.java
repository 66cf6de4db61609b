package dev.homeport.benchmarks.app;

import dev.homeport.benchmarks.adapter.os.MachineReading;
import dev.homeport.benchmarks.append.AppendPlan;
import dev.homeport.benchmarks.append.AppendReport;
import dev.homeport.benchmarks.append.AppendSystem;
import dev.homeport.benchmarks.append.Measured;
import dev.homeport.benchmarks.append.RunningSystem;
import dev.homeport.benchmarks.measurement.ClosedLoop;
import dev.homeport.benchmarks.measurement.Round;
import dev.homeport.benchmarks.measurement.Summary;
import dev.homeport.benchmarks.measurement.UnansweredException;
import dev.homeport.local.adapter.file.FolderRemoval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Measures systems beside each other: all run at once, and take turns, round by round, so that
 * whatever else the machine does meets them alike. For each number of appends in flight they start
 * anew with empty stores. Used once, by one thread.
 *
 * @param plan what is asked for
 * @param systems ours first
 * @param folder where the stores are made; they are removed also when the run fails
 * @param notes what a reader must know besides
 * @param progress is told of each step
 */
record AppendRun(
        AppendPlan plan,
        List<AppendSystem> systems,
        Path folder,
        List<String> notes,
        Consumer<String> progress) {

    private static final Duration LEADER_BOUND = Duration.ofSeconds(30);
    private static final Duration ANSWER_BOUND = Duration.ofSeconds(30);

    /** Room that stays for others on the disk. */
    private static final long SPARE_BYTES = 512L * 1024 * 1024;

    private static final long MEBIBYTE = 1024L * 1024;

    /** A system that runs, and what its rounds measured. */
    private record Contender(AppendSystem system, RunningSystem running, List<Round> rounds) {}

    AppendReport run() throws RunFailure, InterruptedException {
        try {
            var machine = MachineReading.of(folder);
            mustHaveRoom();
            var told = new ArrayList<>(notes);
            if (machine.isMemory()) {
                told.add(
                        "the stores were on "
                                + machine.fileSystem()
                                + ", in memory: nothing was durable; name a folder on a disk");
            }
            var results = new ArrayList<Measured>();
            for (var inFlight : plan.inFlight()) {
                results.addAll(measure(inFlight));
            }
            return new AppendReport(plan, machine, results, told);
        } catch (IOException e) {
            throw new RunFailure(
                    EndCode.OPERATOR, "folder: " + folder + " cannot be used: " + e, e);
        }
    }

    private void mustHaveRoom() throws IOException, RunFailure {
        var free = Files.getFileStore(folder).getUsableSpace();
        if (free < plan.diskBytes() + SPARE_BYTES) {
            throw new RunFailure(
                    EndCode.OPERATOR,
                    "folder: "
                            + folder
                            + " has "
                            + free / MEBIBYTE
                            + " MiB free, and the run may take "
                            + plan.diskMebibytes()
                            + " MiB and leaves "
                            + SPARE_BYTES / MEBIBYTE
                            + "; make room, name another folder, or give it less disk",
                    null);
        }
    }

    private List<Measured> measure(int inFlight)
            throws IOException, RunFailure, InterruptedException {
        var stores = Files.createDirectories(folder.resolve("in-flight-" + inFlight));
        var contenders = new ArrayList<Contender>();
        try {
            for (var system : systems) {
                contenders.add(start(system, stores));
            }
            for (var round = 0; round <= plan.rounds(); round++) {
                for (var contender : contenders) {
                    take(contender, inFlight, round);
                }
            }
        } finally {
            contenders.forEach(contender -> contender.running().close());
            FolderRemoval.remove(stores);
        }
        return contenders.stream()
                .map(c -> new Measured(c.system().facts(), inFlight, new Summary(c.rounds())))
                .toList();
    }

    private Contender start(AppendSystem system, Path stores)
            throws IOException, RunFailure, InterruptedException {
        var folder = Files.createDirectories(stores.resolve(system.facts().name()));
        try {
            return new Contender(
                    system, system.start(folder, plan.mostInFlight()), new ArrayList<>());
        } catch (IOException e) {
            throw new RunFailure(EndCode.LATER, String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Runs a contender's next round. The one with number 0 is not kept: it warms up, with as many
     * appends as there are in any setting, since few at a time would leave the compiler's work for
     * the rounds that count.
     */
    private void take(Contender contender, int inFlight, int number)
            throws RunFailure, InterruptedException {
        var facts = contender.system().facts();
        try {
            contender.running().awaitLeader(LEADER_BOUND);
            var loop =
                    new ClosedLoop(
                            number == 0 ? plan.mostInFlight() : inFlight,
                            plan.roundLength(),
                            plan.mostAppendsPerRound(systems.size(), facts),
                            ANSWER_BOUND,
                            System::nanoTime);
            var round = loop.run(contender.running()::append);
            if (round.acknowledged() == 0) {
                throw new RunFailure(
                        EndCode.LATER,
                        facts.name() + ": nothing was acknowledged in a whole round",
                        null);
            }
            if (number > 0) {
                contender.rounds().add(round);
            }
            progress.accept(said(facts.name(), inFlight, number, round));
        } catch (IOException | UnansweredException e) {
            throw new RunFailure(EndCode.LATER, facts.name() + ": " + e.getMessage(), e);
        }
    }

    private String said(String name, int inFlight, int number, Round round) {
        return inFlight
                + " in flight, "
                + (number == 0 ? "warm-up" : "round " + number + " of " + plan.rounds())
                + ": "
                + name
                + String.format(Locale.ROOT, " %.0f a second", round.perSecond());
    }
}
