package dev.homeport.cli.site;

import dev.homeport.cli.exit.CommandFailure;
import dev.homeport.cli.exit.ExitCode;
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

/** {@code homeport site fail-over}. */
@Command(
        name = "fail-over",
        description = {
            "Takes over the homes of a site that is lost, and watches until that is done.",
            "",
            "The new homes open when the lost site's leases have run out. What it has acknowledged"
                + " and no other site has is stranded until the site is back, and counted then.",
            "",
            "Ends with 0 when it is done or was so already, 3 when the site is not lost, 4 when too"
                    + " few sites are left to decide, 8 when it was taken back and 9 when it goes"
                    + " on.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  homeport site fail-over shanghai --dry-run",
            "  homeport site fail-over shanghai --to canada --fenced \"its machines are off\""
        })
public final class FailOverCommand implements Callable<Integer> {

    private static final String VERB = "fail-over";

    private final MoveRun move;

    @Spec private @Nullable CommandSpec spec;

    @Mixin private WishOptions options = new WishOptions();

    @Option(
            names = "--to",
            paramLabel = "SITE",
            description = "The new home; without it, the control plane chooses.")
    private @Nullable String to;

    @Option(
            names = "--fenced",
            paramLabel = "WHY",
            description =
                    "Vouch that the site acknowledges nothing more, and say why that is certain:"
                            + " its leases are then not waited for. If it is not so, two sites"
                            + " acknowledge for the same accounts.")
    private @Nullable String fence;

    /** Makes the command. */
    public FailOverCommand(MoveRun move) {
        this.move = move;
    }

    @Override
    public Integer call() {
        if (fence != null && fence.isBlank()) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--fenced: is empty; say why nothing more is acknowledged");
        }
        var wish =
                options.wish(
                        move.requestIds().get(),
                        MoveKind.TAKEOVER,
                        Optional.ofNullable(to).map(name -> NamedSite.of("--to", name)),
                        Optional.ofNullable(fence),
                        "homeport site fail-over");
        return move.run(VERB, options, wish, Progress.of(spec)).number();
    }
}
