package dev.homeport.cli.move;

import dev.homeport.cli.exit.CommandFailure;
import dev.homeport.cli.exit.ExitCode;
import dev.homeport.cli.terminal.Asker;
import java.util.Locale;

/** Asks before something is done that users notice. Stateless. */
public final class Confirmation {

    private Confirmation() {}

    /**
     * Returns when the answer was yes.
     *
     * @param verb what is asked about, for messages
     * @param instead what else to do where nobody can answer
     * @throws CommandFailure if it was not, or nobody could answer
     */
    public static void of(Asker asker, String verb, String question, String instead) {
        var answer = asker.ask(question + " [y/N] ").orElseThrow(() -> nobody(verb, instead));
        var word = answer.strip().toLowerCase(Locale.ROOT);
        if (!word.equals("y") && !word.equals("yes")) {
            throw new CommandFailure(
                    ExitCode.REFUSED, verb + ": not confirmed; nothing was changed");
        }
    }

    /** What is said where nobody can answer. */
    public static CommandFailure nobody(String verb, String instead) {
        return new CommandFailure(
                ExitCode.USAGE, verb + ": there is nobody to ask; give " + instead);
    }
}
