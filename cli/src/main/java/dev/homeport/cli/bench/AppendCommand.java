package dev.homeport.cli.bench;

import dev.homeport.cli.output.OutputOption;
import dev.homeport.cli.output.Printer;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code homeport bench append}. */
@Command(
        name = "append",
        description = {
            "Appends 1 KiB entries to a site's log of three replicas in one JVM, with mutual TLS"
                + " and real fsyncs, and to its peers. The systems take turns, round by round; what"
                + " is told is the median over rounds.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  homeport bench append",
            "  homeport bench append --rounds 9 --in-flight 64 --folder /mnt/disk -o json"
        })
public final class AppendCommand implements Runnable {

    private final BenchTool tool;
    private final Printer printer;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description =
                    "Rounds of each system, besides one to warm up; ${DEFAULT-VALUE} if not given.")
    private int rounds;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "5",
            description = "Length of a round; ${DEFAULT-VALUE} if not given.")
    private BigDecimal seconds = BigDecimal.ZERO;

    @Option(
            names = "--in-flight",
            paramLabel = "N",
            split = ",",
            defaultValue = "1,16,256",
            description =
                    "Appends under way at once; several are separated by commas and measured one"
                            + " after the other; ${DEFAULT-VALUE} if not given.")
    private List<Integer> inFlight = List.of();

    @Option(
            names = "--disk-mib",
            paramLabel = "N",
            defaultValue = "8192",
            description =
                    "Disk that the stores may take at once; a round ends sooner rather than take"
                            + " more; ${DEFAULT-VALUE} if not given.")
    private int diskMebibytes;

    @Option(
            names = "--folder",
            paramLabel = "FOLDER",
            description =
                    "On the disk to measure: the stores are made in it, and removed at the end;"
                            + " the repository's build folder if not given.")
    private @Nullable Path folder;

    @Option(
            names = "--fleet-number",
            paramLabel = "N",
            defaultValue = "207",
            description =
                    "Second octet of all addresses, which no other run may have at the same time;"
                            + " ${DEFAULT-VALUE} if not given.")
    private int fleetNumber;

    @Mixin private OutputOption output = new OutputOption();

    /** Makes the command. */
    public AppendCommand(BenchTool tool, Printer printer) {
        this.tool = tool;
        this.printer = printer;
    }

    @Override
    public void run() {
        var report =
                tool.append(
                        new AppendRequest(
                                rounds,
                                seconds,
                                inFlight,
                                diskMebibytes,
                                fleetNumber,
                                Optional.ofNullable(folder)));
        printer.print(report, output.format(), BenchTable.of(report));
    }
}
