package dev.homeport.benchmarks.adapter.journal;

import dev.homeport.benchmarks.leases.Curve;
import dev.homeport.benchmarks.leases.LeaseReport;
import dev.homeport.benchmarks.leases.RenewalAges;
import dev.homeport.benchmarks.leases.Silences;
import dev.homeport.controlplane.adapter.file.ObservationJournal;
import dev.homeport.controlplane.observation.ObservationStep;
import dev.homeport.controlplane.observation.Observer;
import dev.homeport.dcnode.home.adapter.protobuf.JournalFormat;
import dev.homeport.dcnode.home.agent.JournalOrigin;
import dev.homeport.dcnode.home.holder.HolderEffect;
import dev.homeport.dcnode.home.holder.HolderInput;
import dev.homeport.dcnode.home.lease.LeaseAnswer;
import dev.homeport.wireformat.adapter.journal.FrameJournal;
import dev.homeport.wireformat.adapter.journal.RecordJournal;
import dev.homeport.wireformat.adapter.protobuf.MalformedMessageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads what lease holders and observers of a fleet have recorded. Used by one thread. */
public final class FleetJournals {

    private static final String OF_LEASES = "lease-journal";
    private static final String BOOT_BEFORE = ".previous";

    private final List<Long> renewed = new ArrayList<>();
    private final List<Long> ages = new ArrayList<>();
    private final List<Long> silences = new ArrayList<>();
    private int holders;
    private int observers;
    private long ledNanos;
    private long watchedNanos;

    private FleetJournals() {}

    /**
     * Reads all of them in a folder and below it.
     *
     * @throws IOException if there is none, or one cannot be read; it says which and what to do
     */
    public static LeaseReport read(Path folder) throws IOException {
        var journals = new FleetJournals();
        for (var file : found(folder)) {
            journals.add(file);
        }
        if (journals.holders == 0) {
            throw new IOException(
                    "journals: no lease journal of a node is in or below "
                            + folder
                            + "; name the state folder of a fleet that has run, such as"
                            + " .homeport");
        }
        return journals.report();
    }

    private static List<Path> found(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file ->
                            isNamed(file, OF_LEASES) || isNamed(file, ObservationJournal.NAME))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException e) {
            throw new IOException(
                    "journals: " + folder + " is not there; name the state folder of a fleet", e);
        } catch (UncheckedIOException e) {
            throw new IOException("journals: " + e.getMessage() + " cannot be looked through", e);
        }
    }

    private static boolean isNamed(Path file, String name) {
        var found = file.getFileName().toString();
        return found.equals(name) || found.equals(name + BOOT_BEFORE);
    }

    private void add(Path file) throws IOException {
        try {
            if (isNamed(file, OF_LEASES)) {
                addHolder(file);
            } else {
                addObserver(file);
            }
        } catch (IOException | MalformedMessageException e) {
            throw new IOException(
                    "journals: "
                            + file
                            + " cannot be used; move it out of the folder and run this again: "
                            + e.getMessage(),
                    e);
        }
    }

    private void addHolder(Path file) throws IOException, MalformedMessageException {
        var frames = FrameJournal.read(file);
        if (!(JournalFormat.readOrigin(frames.getFirst()) instanceof JournalOrigin.OfHolder made)) {
            return;
        }
        var holder = new RenewalAges(made.table().witnessMajority());
        for (var frame : frames.subList(1, frames.size())) {
            var step = JournalFormat.readHolder(frame);
            var now = step.now().monotonicNanos();
            switch (step.input()) {
                case HolderInput.Led() -> holder.led(now);
                case HolderInput.Deposed() -> holder.deposed(now);
                case HolderInput.Answered(var answer) -> heard(holder, answer, now);
                case HolderInput.TableLearned _, HolderInput.LogAdvanced _, HolderInput.Tick _ ->
                        holder.passed(now);
            }
            for (var effect : step.effects()) {
                if (effect instanceof HolderEffect.Send sent) {
                    holder.asked(sent.ask().sequence(), now);
                }
            }
        }
        holder.end();
        holders++;
        ledNanos += holder.ledNanos();
        renewed.addAll(holder.renewedMillis());
        ages.addAll(holder.renewedMillis());
        ages.addAll(holder.unrenewedMillis());
    }

    private static void heard(RenewalAges holder, LeaseAnswer answer, long now) {
        if (answer.outcome() instanceof LeaseAnswer.Granted granted
                && !granted.shards().isEmpty()) {
            holder.granted(answer.witness().name(), answer.sequence(), now);
        } else {
            holder.passed(now);
        }
    }

    private void addObserver(Path file) throws IOException {
        var observer = new Silences(Observer.MISSES);
        for (var step : RecordJournal.read(file, ObservationStep.class)) {
            if (step instanceof ObservationStep.Answered answered) {
                observer.answered(answered.target().toString(), answered.now().monotonicNanos());
            } else if (step instanceof ObservationStep.Missed missed) {
                observer.missed(missed.target().toString(), missed.now().monotonicNanos());
            }
        }
        observer.end();
        observers++;
        watchedNanos += observer.watchedNanos();
        silences.addAll(observer.millis());
    }

    private LeaseReport report() {
        return new LeaseReport(
                new LeaseReport.Part(
                        holders,
                        ledNanos,
                        renewed,
                        Curve.ofLapses(ages, ledNanos, LeaseReport.LIMITS)),
                new LeaseReport.Part(
                        observers,
                        watchedNanos,
                        silences,
                        Curve.ofLosses(silences, watchedNanos, LeaseReport.LIMITS)));
    }
}
