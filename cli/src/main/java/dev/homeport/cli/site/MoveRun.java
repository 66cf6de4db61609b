package dev.homeport.cli.site;

import dev.homeport.cli.exit.CommandFailure;
import dev.homeport.cli.exit.ExitCode;
import dev.homeport.cli.move.Confirmation;
import dev.homeport.cli.move.ControlTool;
import dev.homeport.cli.move.MoveDocument;
import dev.homeport.cli.move.MoveEnd;
import dev.homeport.cli.move.MoveFollower;
import dev.homeport.cli.output.Printer;
import dev.homeport.cli.terminal.Asker;
import dev.homeport.client.control.MoveAnswer;
import dev.homeport.client.control.MoveWish;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Moves homes: shows the plan and asks, unless nobody is to be asked, begins the move and watches
 * it to its end.
 *
 * @param tool the control plane
 * @param follower watches
 * @param printer takes the document
 * @param asker asks the person at the terminal
 * @param onTerminal whether there is such a person
 * @param requestIds gives every wish a name of its own
 */
public record MoveRun(
        ControlTool tool,
        MoveFollower follower,
        Printer printer,
        Asker asker,
        boolean onTerminal,
        Supplier<String> requestIds) {

    private static final String INSTEAD = "--yes, or --dry-run to see the plan";

    /**
     * Runs.
     *
     * @param verb how the command is called
     * @param options how it was called
     * @param wanted what is wanted
     * @param progress takes lines for the person who waits
     * @return how it ends
     */
    ExitCode run(String verb, WishOptions options, MoveWish wanted, Consumer<String> progress) {
        var wish = wanted;
        var atMost = options.following().timeout();
        if (options.dryRun()) {
            print(options, tool.plan(wish));
            return ExitCode.OK;
        }
        if (!options.yes()) {
            var planned = shown(verb, wish, progress);
            if (planned.plan().isEmpty()) {
                print(options, planned);
                return ExitCode.OK;
            }
            wish = wish.at(planned.plan().get().fromVersion());
        }
        var answer = tool.begin(wish);
        var code = ExitCode.OK;
        if (answer.move().isPresent() && !options.detach()) {
            var move = follower.follow(answer.move().get(), atMost, progress);
            answer = answer.seen(move);
            code = MoveEnd.of(move.phase());
        }
        print(options, answer);
        return code;
    }

    private void print(WishOptions options, MoveAnswer answer) {
        printer.print(MoveDocument.of(answer), options.format(), MoveDocument.table(answer));
    }

    /**
     * What is planned, after somebody has seen and confirmed it; without a plan if there is nothing
     * to do.
     *
     * @throws CommandFailure if it was not confirmed, or nobody could be asked
     */
    private MoveAnswer shown(String verb, MoveWish wish, Consumer<String> progress) {
        if (!onTerminal) {
            throw Confirmation.nobody(verb, INSTEAD);
        }
        var planned = tool.plan(wish);
        if (planned.plan().isPresent()) {
            MoveDocument.table(planned).lines().forEach(progress);
            Confirmation.of(asker, verb, "Do this?", INSTEAD);
        }
        return planned;
    }
}
