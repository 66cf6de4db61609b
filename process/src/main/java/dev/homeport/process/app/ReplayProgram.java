package dev.homeport.process.app;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The frame of a program that steps the machines of journals again: {@code replay JOURNAL...}.
 *
 * <p>Prints one name and its value a line: of each journal {@code file}, then {@code journal},
 * which says whose it is, and {@code steps}; where it went another way also {@code input}, {@code
 * recorded} and {@code replayed} of the step that is the last one counted; or {@code refused}, why
 * it cannot be replayed. A value that is too long is cut. Stateless.
 */
public final class ReplayProgram {

    private static final int MOST_CHARACTERS = 4_000;

    private ReplayProgram() {}

    /** Steps the machine of a journal again. */
    @FunctionalInterface
    public interface Replay {

        /**
         * Does.
         *
         * @throws IOException if the file cannot be read, is damaged, or is none that this release
         *     knows
         */
        Outcome of(Path journal) throws IOException;
    }

    /**
     * What came of it.
     *
     * @param journal whose journal it is
     * @param steps how many steps were taken
     * @param difference the first difference, if there is one
     */
    public record Outcome(String journal, long steps, Optional<Difference> difference) {}

    /**
     * The step at which the machine wanted something else done.
     *
     * @param input what it was stepped with
     * @param recorded what it wanted done when it ran
     * @param replayed what it wants done now
     */
    public record Difference(Object input, Object recorded, Object replayed) {}

    /**
     * Replays all, whatever becomes of the first.
     *
     * @param arguments the journals
     * @param out takes what came of them
     * @param err takes what is wrong
     * @return {@link ExitCode#DIFFERENT} if one went another way, else {@link ExitCode#STORE} if
     *     one cannot be replayed
     */
    public static ExitCode run(
            String[] arguments, Replay replay, PrintStream out, PrintStream err) {
        if (arguments.length == 0) {
            err.println("usage: replay JOURNAL...");
            return ExitCode.CONFIGURATION;
        }
        var differ = false;
        var refused = false;
        for (var argument : arguments) {
            line(out, "file", argument);
            try {
                var outcome = replay.of(Path.of(argument));
                tell(outcome, out);
                differ |= outcome.difference().isPresent();
            } catch (IOException e) {
                var why = e.getMessage() == null ? e.toString() : e.getMessage();
                line(out, "refused", why);
                err.println(why);
                refused = true;
            }
        }
        out.flush();
        if (differ) {
            return ExitCode.DIFFERENT;
        }
        return refused ? ExitCode.STORE : ExitCode.STOPPED;
    }

    private static void tell(Outcome outcome, PrintStream out) {
        line(out, "journal", outcome.journal());
        line(out, "steps", outcome.steps());
        outcome.difference()
                .ifPresent(other -> {
                    line(out, "input", other.input());
                    line(out, "recorded", other.recorded());
                    line(out, "replayed", other.replayed());
                });
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
