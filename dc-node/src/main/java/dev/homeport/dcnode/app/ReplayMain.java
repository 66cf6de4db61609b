package dev.homeport.dcnode.app;

import dev.homeport.dcnode.home.adapter.file.JournalFile;
import dev.homeport.dcnode.home.agent.Replay;
import dev.homeport.dcnode.link.adapter.file.LinkJournal;
import dev.homeport.process.app.ExitCode;
import dev.homeport.wireformat.adapter.protobuf.MalformedMessageException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/**
 * Steps the machine of a journal again and tells whether it wants the same done: {@code replay
 * JOURNAL}, for the journals of witnesses, lease holders and links.
 *
 * <p>Prints one name and its value a line: {@code journal} ({@code lease} or {@code link}) and
 * {@code steps}; where it went another way also {@code input}, {@code recorded} and {@code
 * replayed} of the step that is the last one counted. A value that is too long is cut.
 *
 * <p>Exit codes: see {@link ExitCode}; what is wrong stands on stderr.
 */
public final class ReplayMain {

    private static final int MOST_CHARACTERS = 4_000;

    private record Replayed(String journal, Replay.Result result) {}

    private ReplayMain() {}

    /** Replays and exits. */
    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err).code());
    }

    static ExitCode run(String[] args, PrintStream out, PrintStream err) {
        if (args.length != 1) {
            err.println("usage: replay JOURNAL");
            return ExitCode.CONFIGURATION;
        }
        try {
            return tell(replay(Path.of(args[0])), out);
        } catch (IOException e) {
            err.println(e.getMessage() == null ? e.toString() : e.getMessage());
            return ExitCode.STORE;
        }
    }

    /** The first record of a journal says what was stepped, in a format of each kind's own. */
    private static Replayed replay(Path file) throws IOException {
        try {
            return new Replayed("lease", JournalFile.replay(file));
        } catch (IOException notOfLeases) {
            if (!(notOfLeases.getCause() instanceof MalformedMessageException)) {
                throw notOfLeases;
            }
            try {
                return new Replayed("link", LinkJournal.replay(file));
            } catch (IOException notOfLinks) {
                notOfLinks.addSuppressed(notOfLeases);
                throw notOfLinks;
            }
        }
    }

    private static ExitCode tell(Replayed replayed, PrintStream out) {
        line(out, "journal", replayed.journal());
        line(out, "steps", replayed.result().steps());
        var difference = replayed.result().difference();
        difference.ifPresent(other -> {
            line(out, "input", other.input());
            line(out, "recorded", other.recorded());
            line(out, "replayed", other.replayed());
        });
        out.flush();
        return difference.isEmpty() ? ExitCode.STOPPED : ExitCode.DIFFERENT;
    }

    private static void line(PrintStream out, String name, Object value) {
        var text = value.toString().replace('\n', ' ');
        var cut =
                text.length() <= MOST_CHARACTERS
                        ? text
                        : text.substring(0, MOST_CHARACTERS) + " ...";
        out.print(name + " " + cut + "\n");
    }
}
