package dev.homeport.cli.site;

import dev.homeport.cli.move.Progress;
import dev.homeport.client.control.MoveKind;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code homeport site evacuate}. */
@Command(
        name = "evacuate",
        description = {
            "Moves every home away from a site, and watches until that is done.",
            "",
            "Ends with 0 when it is done or was so already, 8 when it was taken back and 9 when it"
                    + " goes on.",
            ""
        },
        footer = {"", "Example:  homeport site evacuate hongkong --to canada --dry-run"})
public final class EvacuateCommand implements Callable<Integer> {

    private static final String VERB = "evacuate";

    private final MoveRun move;

    @Spec private @Nullable CommandSpec spec;

    @Mixin private WishOptions options = new WishOptions();

    @Option(
            names = "--to",
            paramLabel = "SITE",
            description = "The new home; without it, the control plane chooses.")
    private @Nullable String to;

    /** Makes the command. */
    public EvacuateCommand(MoveRun move) {
        this.move = move;
    }

    @Override
    public Integer call() {
        var wish =
                options.wish(
                        move.requestIds().get(),
                        MoveKind.EVACUATION,
                        Optional.ofNullable(to).map(name -> NamedSite.of("--to", name)),
                        Optional.empty(),
                        "homeport site evacuate");
        return move.run(VERB, options, wish, Progress.of(spec)).number();
    }
}
