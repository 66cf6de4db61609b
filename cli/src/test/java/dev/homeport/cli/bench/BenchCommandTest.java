package dev.homeport.cli.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.cli.adapter.json.JsonReader;
import dev.homeport.cli.adapter.json.JsonRenderer;
import dev.homeport.cli.adapter.yaml.YamlRenderer;
import dev.homeport.cli.output.Document;
import dev.homeport.cli.output.Format;
import dev.homeport.cli.output.Printer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class BenchCommandTest {

    private static final String REPORT =
            """
            {"name":"append","machine":{"cores":2,"memoryMebibytes":4096,"heapMebibytes":1024,\
            "system":"Linux 6","architecture":"amd64","jdk":"Vendor 25","fileSystem":"ext4",\
            "disk":null},"results":[{"system":"homeport","settings":{"inFlight":16},\
            "failed":0,"perSecond":2846.1,"p50Millis":3.320,"p99Millis":20,"maxMillis":265.028,\
            "durableBeforeAck":true},{"system":"apache-ratis","settings":{"inFlight":16},\
            "failed":3,"perSecond":1302.7,"p50Millis":8.909,"p99Millis":59.392,\
            "maxMillis":74.646,"durableBeforeAck":false}],"ratios":{"apache-ratis":[\
            {"inFlight":16,"perSecond":2.185,"p50Millis":0.373,"p99Millis":null}]},\
            "notes":["etcd was left out"]}
            """;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<AppendRequest> asked = new ArrayList<>();

    @Test
    void forPeopleEachSystemAndEachRatioHasARow() {
        assertThat(run("append")).isZero();

        assertThat(printed())
                .isEqualTo(
                        """
                        2 cores, 4096 MiB of memory, ext4 on a disk that the kernel calls nothing, \
                        Linux 6 amd64, JDK Vendor 25 with a heap of 1024 MiB

                        IN FLIGHT  SYSTEM        PER SECOND  P50 MILLIS  P99 MILLIS  MAX MILLIS  FAILED  DURABLE BEFORE ACK
                        16         homeport      2846.1      3.320       20          265.028     0       yes
                        16         apache-ratis  1302.7      8.909       59.392      74.646      3       no

                        IN FLIGHT  RATIO                    PER SECOND  P50 MILLIS  P99 MILLIS
                        16         homeport / apache-ratis  2.185       0.373       -
                        note: etcd was left out
                        """);
    }

    @Test
    void asJsonTheReportIsHandedOnWithItsFractions() {
        assertThat(run("append", "-o", "json")).isZero();

        assertThat(printed()).isEqualTo(REPORT);
    }

    @Test
    void asYamlItHasItsFractionsToo() {
        assertThat(run("append", "-o", "yaml")).isZero();

        assertThat(printed()).contains("perSecond: 2846.1\n", "p50Millis: 3.320\n");
    }

    @Test
    void whatIsNotGivenHasItsUsualValue() {
        run("append");

        assertThat(asked)
                .containsExactly(
                        new AppendRequest(
                                5,
                                new BigDecimal("5"),
                                List.of(1, 16, 256),
                                8192,
                                207,
                                Optional.empty()));
    }

    @Test
    void whatIsGivenIsHandedOn() {
        run(
                "append",
                "--rounds=2",
                "--seconds=0.5",
                "--in-flight=4,8",
                "--disk-mib=3000",
                "--fleet-number=9",
                "--folder=some/disk");

        assertThat(asked)
                .containsExactly(
                        new AppendRequest(
                                2,
                                new BigDecimal("0.5"),
                                List.of(4, 8),
                                3000,
                                9,
                                Optional.of(Path.of("some/disk"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "append --rounds many",
                "append --in-flight 4,x",
                "append --seconds soon",
                "append -o xml",
                "append now",
                "race",
                ""
            })
    void wrongUsageRunsNothing(String arguments) {
        assertThat(run(arguments.isEmpty() ? new String[0] : arguments.split(" ", -1)))
                .isEqualTo(2);
        assertThat(asked).isEmpty();
        assertThat(printed()).isEmpty();
    }

    @Test
    void theListNamesEachBenchmarkAndItsPeers() throws Exception {
        run("list", "-o", "json");

        var benchmarks = JsonReader.read(printed()).documents("benchmarks");
        assertThat(benchmarks).hasSize(3);
        assertThat(benchmarks.getFirst().text("name")).contains("append");
        assertThat(benchmarks.getFirst().text("peers").orElseThrow()).contains("Apache Ratis");
        out.reset();
        run("list");
        assertThat(printed())
                .startsWith("NAME")
                .contains(
                        "\nappend    Appends of 1 KiB",
                        "\nfailover  How long",
                        "\nleases    How often");
    }

    private static Document report() {
        try {
            return JsonReader.read(REPORT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String printed() {
        return out.toString(UTF_8);
    }

    private int run(String... arguments) {
        var renderers =
                Map.<Format, Function<Document, String>>of(
                        Format.json, JsonRenderer::render, Format.yaml, YamlRenderer::render);
        var printer = new Printer(new PrintStream(out, true, UTF_8), renderers);
        BenchTool tool =
                request -> {
                    asked.add(request);
                    return report();
                };
        return new CommandLine(new BenchCommand())
                .addSubcommand(new AppendCommand(tool, printer))
                .addSubcommand(new ListCommand(printer))
                .setErr(new PrintWriter(Writer.nullWriter()))
                .execute(arguments);
    }
}
