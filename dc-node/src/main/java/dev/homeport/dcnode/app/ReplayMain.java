package dev.homeport.dcnode.app;

import dev.homeport.dcnode.home.adapter.file.AdoptionJournal;
import dev.homeport.dcnode.home.adapter.file.HomeJournal;
import dev.homeport.dcnode.home.adapter.file.JournalFile;
import dev.homeport.dcnode.home.adoption.AdopterStep;
import dev.homeport.dcnode.home.agent.Replay;
import dev.homeport.dcnode.home.opening.HomeStep;
import dev.homeport.dcnode.link.adapter.file.LinkJournal;
import dev.homeport.process.app.ExitCode;
import dev.homeport.process.app.ReplayProgram;
import dev.homeport.process.app.ReplayProgram.Difference;
import dev.homeport.process.app.ReplayProgram.Outcome;
import dev.homeport.wireformat.adapter.journal.RecordJournal;
import dev.homeport.wireformat.adapter.journal.Replayed;
import dev.homeport.wireformat.adapter.protobuf.MalformedMessageException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/**
 * Steps the machines of journals again and tells whether they want the same done: {@code replay
 * JOURNAL...}, for the journals of witnesses and lease holders ({@code lease}), links ({@code
 * link}), decisions about homes ({@code home}) and adoption ({@code adoption}). What it prints is
 * said by {@link ReplayProgram}.
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
        var kind = RecordJournal.kindOf(file);
        if (kind.isEmpty()) {
            return replayByOrigin(file);
        }
        if (kind.get().equals(HomeStep.class.getName())) {
            return outcome("home", HomeJournal.replay(file));
        }
        if (kind.get().equals(AdopterStep.class.getName())) {
            return outcome("adoption", AdoptionJournal.replay(file));
        }
        throw new IOException("unsupported: " + file + " has " + kind.get() + ", of no node");
    }

    /** The first record says what was stepped, in a format of each kind's own. */
    private static Outcome replayByOrigin(Path file) throws IOException {
        try {
            return outcome("lease", JournalFile.replay(file));
        } catch (IOException notOfLeases) {
            if (!(notOfLeases.getCause() instanceof MalformedMessageException)) {
                throw notOfLeases;
            }
            try {
                return outcome("link", LinkJournal.replay(file));
            } catch (IOException notOfLinks) {
                notOfLinks.addSuppressed(notOfLeases);
                throw notOfLinks;
            }
        }
    }

    private static Outcome outcome(String journal, Replay.Result result) {
        return new Outcome(
                journal,
                result.steps(),
                result.difference()
                        .map(other ->
                                new Difference(other.input(), other.recorded(), other.replayed())));
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
