package dev.homeport.cli.bench;

import dev.homeport.cli.output.Columns;
import dev.homeport.cli.output.Document;
import dev.homeport.cli.output.OutputOption;
import dev.homeport.cli.output.Printer;
import java.util.Arrays;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code homeport bench list}. */
@Command(name = "list", description = "Tells which benchmarks there are.")
public final class ListCommand implements Runnable {

    private final Printer printer;

    @Mixin private OutputOption output = new OutputOption();

    /** Makes the command. */
    public ListCommand(Printer printer) {
        this.printer = printer;
    }

    @Override
    public void run() {
        var table = new Columns("", "NAME", "MEASURES", "PEERS");
        for (var benchmark : Benchmark.values()) {
            table.row(benchmark.word(), benchmark.measures(), benchmark.peers());
        }
        var document =
                Document.builder()
                        .and(
                                "benchmarks",
                                Arrays.stream(Benchmark.values())
                                        .map(benchmark ->
                                                Document.of("name", benchmark.word())
                                                        .and("measures", benchmark.measures())
                                                        .and("peers", benchmark.peers())
                                                        .build())
                                        .toList())
                        .build();
        printer.print(document, output.format(), table.render());
    }
}
