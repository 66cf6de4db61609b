package dev.homeport.cli.wan;

import dev.homeport.cli.exit.CommandFailure;
import dev.homeport.cli.exit.ExitCode;
import dev.homeport.cli.output.Format;
import dev.homeport.cli.output.Printer;
import dev.homeport.local.wan.Direction;
import dev.homeport.local.wan.WanRequest;
import dev.homeport.vocabulary.SiteId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code homeport wan set|cut|stall|reset|heal [FROM TO]}: one class, an action each. */
@Command(footer = {"", "Example:  homeport wan cut shanghai canada --one-way"})
public final class ChangeCommand implements Runnable {

    private final WanRequest.Action action;
    private final WanControl control;
    private final Printer printer;

    @Parameters(
            arity = "0..2",
            paramLabel = "SITE",
            description = "The two sites, in the direction meant; without them, every link.")
    private List<String> sites = List.of();

    @Option(names = "--one-way", description = "Only from the first site to the second.")
    private boolean oneWay;

    @Option(
            names = "--latency-millis",
            paramLabel = "N",
            description = "Time from one end to the other (set).")
    private @Nullable Long latencyMillis;

    @Option(
            names = "--jitter-millis",
            paramLabel = "N",
            description = "The most that is added to the latency (set).")
    private @Nullable Long jitterMillis;

    @Option(
            names = "--bytes-per-second",
            paramLabel = "N",
            description = "Bandwidth; 0 is without limit (set).")
    private @Nullable Long bytesPerSecond;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "How to print the network afterwards: ${COMPLETION-CANDIDATES}.")
    private Format format = Format.table;

    /** Makes the command of an action. */
    public ChangeCommand(WanRequest.Action action, WanControl control, Printer printer) {
        this.action = action;
        this.control = control;
        this.printer = printer;
    }

    @Override
    public void run() {
        var document = WanDocument.of(control.change(request()));
        printer.print(document, format, WanDocument.table(document.documents("links"), ""));
    }

    private WanRequest request() {
        try {
            return new WanRequest(
                    action,
                    link(),
                    oneWay,
                    nanos(latencyMillis),
                    nanos(jitterMillis),
                    bytesPerSecond == null
                            ? OptionalLong.empty()
                            : OptionalLong.of(bytesPerSecond));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private Optional<Direction> link() {
        return switch (sites.size()) {
            case 0 -> Optional.empty();
            case 1 ->
                    throw new IllegalArgumentException(
                            "sites: only " + sites.getFirst() + " is named; name two, or none");
            default ->
                    Optional.of(new Direction(new SiteId(sites.get(0)), new SiteId(sites.get(1))));
        };
    }

    private static OptionalLong nanos(@Nullable Long millis) {
        return millis == null
                ? OptionalLong.empty()
                : OptionalLong.of(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
