package dev.homeport.cli.adapter.jvm;

import dev.homeport.cli.exit.CommandFailure;
import dev.homeport.cli.exit.ExitCode;
import dev.homeport.cli.simulate.JournalReplay;
import dev.homeport.drills.adapter.file.DrillJournal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Replays the journals of a fleet, each by the program that wrote it: they are known by the names
 * of their files. Immutable and thread-safe.
 *
 * @param nodes replays those of sites' nodes and witnesses, and whatever has another name
 * @param control replays those of replicas of the control plane
 */
public record FleetReplay(ProgramReplay nodes, ProgramReplay control) implements JournalReplay {

    private static final Duration BOUND = Duration.ofMinutes(5);
    private static final String BOOT_BEFORE = ".previous";

    private static final Set<String> OF_NODES =
            Set.of("lease-journal", "link-journal", "journal", "home-journal", "adoption-journal");
    private static final Set<String> OF_CONTROL = Set.of("decision-journal", "observation-journal");

    /** By the programs that were built in a repository. */
    public static FleetReplay built(Path root) {
        return new FleetReplay(
                new ProgramReplay(
                        root.resolve("dc-node/target/homeport-dc-node.jar"),
                        "dev.homeport.dcnode.app.ReplayMain",
                        BOUND),
                new ProgramReplay(
                        root.resolve("control-plane/target/homeport-control-plane.jar"),
                        "dev.homeport.controlplane.app.ReplayMain",
                        BOUND));
    }

    @Override
    public List<Replayed> replay(Path journals) {
        if (!Files.isReadable(journals)) {
            throw new CommandFailure(
                    ExitCode.OPERATOR, "replay: " + journals + " is not there or cannot be read");
        }
        if (Files.isDirectory(journals)) {
            return inFolder(journals);
        }
        var replayed = all(List.of(journals));
        replayed.getFirst()
                .refused()
                .ifPresent(why -> {
                    throw new CommandFailure(ExitCode.OPERATOR, "replay: " + why);
                });
        return replayed;
    }

    private List<Replayed> inFolder(Path folder) {
        try (var files = Files.walk(folder)) {
            var found = files.filter(FleetReplay::isJournal).sorted().toList();
            if (found.isEmpty()) {
                throw new CommandFailure(
                        ExitCode.OPERATOR,
                        "replay: there is no journal in " + folder + "; name a fleet's folder");
            }
            return all(found);
        } catch (IOException | UncheckedIOException e) {
            throw new CommandFailure(
                    ExitCode.OPERATOR,
                    "replay: " + folder + " cannot be looked through: " + e.getMessage(),
                    e);
        }
    }

    private static boolean isJournal(Path file) {
        var name = name(file);
        return (OF_NODES.contains(name)
                        || OF_CONTROL.contains(name)
                        || name.equals(DrillJournal.NAME))
                && Files.isRegularFile(file);
    }

    private static String name(Path file) {
        var name = String.valueOf(file.getFileName());
        return name.endsWith(BOOT_BEFORE)
                ? name.substring(0, name.length() - BOOT_BEFORE.length())
                : name;
    }

    private List<Replayed> all(Collection<Path> journals) {
        var ofControl = new ArrayList<Path>();
        var ofNodes = new ArrayList<Path>();
        var replayed = new ArrayList<Replayed>();
        for (var journal : journals) {
            if (name(journal).equals(DrillJournal.NAME)) {
                replayed.add(drill(journal));
            } else if (OF_CONTROL.contains(name(journal))) {
                ofControl.add(journal);
            } else {
                ofNodes.add(journal);
            }
        }
        return Stream.of(
                        replayed,
                        ofControl.isEmpty() ? List.<Replayed>of() : control.replay(ofControl),
                        ofNodes.isEmpty() ? List.<Replayed>of() : nodes.replay(ofNodes))
                .flatMap(List::stream)
                .toList();
    }

    private static Replayed drill(Path journal) {
        try {
            var came = DrillJournal.replay(journal);
            return new Replayed(
                    journal,
                    "drill",
                    came.steps(),
                    came.difference()
                            .map(other ->
                                    new Difference(
                                            "" + other.input(),
                                            "" + other.recorded(),
                                            "" + other.replayed())),
                    Optional.empty());
        } catch (IOException e) {
            return new Replayed(
                    journal, "drill", 0, Optional.empty(), Optional.of("" + e.getMessage()));
        }
    }
}
