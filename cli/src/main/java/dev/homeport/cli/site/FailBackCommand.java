package dev.homeport.cli.site;

import dev.homeport.cli.move.Progress;
import dev.homeport.client.control.MoveKind;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code homeport site fail-back}. */
@Command(
        name = "fail-back",
        description = {
            "Moves the homes that belong to a site back to it, and watches until that is done.",
            "",
            "Ends with 0 when it is done or was so already, 8 when it was taken back and 9 when it"
                    + " goes on.",
            ""
        },
        footer = {"", "Example:  homeport site fail-back hongkong --yes"})
public final class FailBackCommand implements Callable<Integer> {

    private static final String VERB = "fail-back";

    private final MoveRun move;

    @Spec private @Nullable CommandSpec spec;

    @Mixin private WishOptions options = new WishOptions();

    /** Makes the command. */
    public FailBackCommand(MoveRun move) {
        this.move = move;
    }

    @Override
    public Integer call() {
        var wish =
                options.wish(
                        move.requestIds().get(),
                        MoveKind.FAIL_BACK,
                        Optional.empty(),
                        Optional.empty(),
                        "homeport site fail-back");
        return move.run(VERB, options, wish, Progress.of(spec)).number();
    }
}
