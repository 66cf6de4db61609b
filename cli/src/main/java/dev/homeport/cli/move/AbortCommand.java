package dev.homeport.cli.move;

import dev.homeport.cli.exit.ExitCode;
import dev.homeport.cli.output.OutputOption;
import dev.homeport.cli.output.Printer;
import dev.homeport.cli.terminal.Asker;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code homeport move abort}. */
@Command(
        name = "abort",
        description = {
            "Takes a move back: every home returns to the site that it came from.",
            "",
            "Ends with 0 when they are back, 3 when the move was done before, 9 when it goes on.",
            ""
        })
public final class AbortCommand implements Callable<Integer> {

    private final ControlTool tool;
    private final MoveFollower follower;
    private final Printer printer;
    private final Asker asker;
    private final Supplier<String> requestIds;

    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "The move; 'homeport move list' names it.")
    private String id = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the record.")
    private String reason = "homeport move abort";

    @Option(names = "--yes", description = "Do not ask; needed where nobody could answer.")
    private boolean yes;

    @Option(names = "--detach", description = "Do not wait until the homes are back.")
    private boolean detach;

    @Mixin private Following following = new Following();

    @Mixin private OutputOption output = new OutputOption();

    /**
     * Makes the command.
     *
     * @param requestIds gives every wish a name of its own
     */
    public AbortCommand(
            ControlTool tool,
            MoveFollower follower,
            Printer printer,
            Asker asker,
            Supplier<String> requestIds) {
        this.tool = tool;
        this.follower = follower;
        this.printer = printer;
        this.asker = asker;
        this.requestIds = requestIds;
    }

    @Override
    public Integer call() {
        var atMost = following.timeout();
        if (!yes) {
            Confirmation.of(asker, "abort", "Take move " + id + " back?", "--yes");
        }
        var answer = tool.abort(id, requestIds.get(), reason);
        var code = ExitCode.OK;
        if (answer.move().isPresent() && !detach) {
            var move = follower.follow(answer.move().get(), atMost, Progress.of(spec));
            answer = answer.seen(move);
            code = MoveEnd.ofAbort(move.phase());
        }
        printer.print(MoveDocument.of(answer), output.format(), MoveDocument.table(answer));
        return code.number();
    }
}
