package dev.homeport.cli.move;

import dev.homeport.cli.output.OutputOption;
import dev.homeport.cli.output.Printer;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code homeport move watch}. */
@Command(
        name = "watch",
        description = {
            "Waits until a move has ended, and shows it.",
            "",
            "Ends with 0 when it is done, 8 when it was taken back and 9 when it goes on.",
            ""
        })
public final class WatchCommand implements Callable<Integer> {

    private final ControlTool tool;
    private final MoveFollower follower;
    private final Printer printer;

    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "The move; 'homeport move list' names it.")
    private String id = "";

    @Mixin private Following following = new Following();

    @Mixin private OutputOption output = new OutputOption();

    /** Makes the command. */
    public WatchCommand(ControlTool tool, MoveFollower follower, Printer printer) {
        this.tool = tool;
        this.follower = follower;
        this.printer = printer;
    }

    @Override
    public Integer call() {
        var atMost = following.timeout();
        var seen = tool.move(id, Optional.empty()).orElseThrow();
        var move = follower.follow(seen, atMost, Progress.of(spec));
        printer.print(MoveDocument.move(move), output.format(), MoveDocument.table(move));
        return MoveEnd.of(move.phase()).number();
    }
}
