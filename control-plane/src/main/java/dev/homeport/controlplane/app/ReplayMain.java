package dev.homeport.controlplane.app;

import dev.homeport.controlplane.adapter.file.ControlJournal;
import dev.homeport.controlplane.adapter.file.ObservationJournal;
import dev.homeport.controlplane.deliberation.ControlStep;
import dev.homeport.controlplane.observation.ObservationStep;
import dev.homeport.process.app.ExitCode;
import dev.homeport.process.app.ReplayProgram;
import dev.homeport.process.app.ReplayProgram.Difference;
import dev.homeport.process.app.ReplayProgram.Outcome;
import dev.homeport.wireformat.adapter.journal.RecordJournal;
import dev.homeport.wireformat.adapter.journal.Replayed;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/**
 * Decides again on what the journals of a replica say: {@code replay JOURNAL...}, for those of what
 * it saw ({@code observation}) and of what it decided ({@code decision}). What it prints is said by
 * {@link ReplayProgram}.
 *
 * <p>Exit codes: see {@link ExitCode}; what is wrong stands on stderr.
 */
public final class ReplayMain {

    private ReplayMain() {}

    /** Replays and exits. */
    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err).code());
    }

    static ExitCode run(String[] args, PrintStream out, PrintStream err) {
        return ReplayProgram.run(args, ReplayMain::replay, out, err);
    }

    private static Outcome replay(Path file) throws IOException {
        var kind = RecordJournal.kindOf(file).orElse("none");
        if (kind.equals(ControlStep.class.getName())) {
            return outcome("decision", ControlJournal.replay(file));
        }
        if (kind.equals(ObservationStep.class.getName())) {
            return outcome("observation", ObservationJournal.replay(file));
        }
        throw new IOException("unsupported: " + file + " is no journal of a control plane");
    }

    private static Outcome outcome(String journal, Replayed result) {
        return new Outcome(
                journal,
                result.steps(),
                result.difference()
                        .map(other ->
                                new Difference(other.input(), other.recorded(), other.replayed())));
    }
}
