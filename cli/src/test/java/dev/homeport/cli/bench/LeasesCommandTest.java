package dev.homeport.cli.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.cli.adapter.json.JsonReader;
import dev.homeport.cli.adapter.json.JsonRenderer;
import dev.homeport.cli.output.Document;
import dev.homeport.cli.output.Format;
import dev.homeport.cli.output.Printer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class LeasesCommandTest {

    private static final String REPORT =
            """
            {"name":"leases","leases":{"journals":9,"hoursLed":0.403,"renewals":1321,\
            "p50Millis":1200,"p99Millis":1800,"longestMillis":3300,\
            "curve":[{"limitMillis":2000,"lapses":10,"perHour":24.81}]},\
            "silences":{"journals":0,"hoursWatched":0.000,"silences":0,"p50Millis":null,\
            "p99Millis":null,"longestMillis":null,\
            "curve":[{"limitMillis":2000,"losses":0,"perHour":null}]}}
            """;

    private final List<Path> asked = new ArrayList<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private String run(String... arguments) {
        LeaseCurveTool tool =
                journals -> {
                    asked.add(journals);
                    return report();
                };
        var printer =
                new Printer(
                        new PrintStream(out, true, UTF_8),
                        Map.of(Format.json, JsonRenderer::render));
        var command = new CommandLine(new LeasesCommand(tool, Path.of("state"), printer));
        assertThat(command.execute(arguments)).isZero();
        return out.toString(UTF_8);
    }

    private static Document report() {
        try {
            return JsonReader.read(REPORT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void forPeopleBothCurvesStandUnderWhatWasRead() {
        assertThat(run())
                .isEqualTo(
                        """
                        READ      JOURNALS  HOURS  COUNT  P50   P99   LONGEST
                        renewals  9         0.403  1321   1200  1800  3300
                        silences  0         0.000  0      -     -     -

                        LEASE MILLIS  LAPSES  PER HOUR
                        2000          10      24.81

                        SILENCE MILLIS  FALSE LOSSES  PER HOUR
                        2000            0             -
                        """);
        assertThat(asked).containsExactly(Path.of("state"));
    }

    @Test
    void asJsonTheReportIsHandedOn() {
        assertThat(run("--journals", "some/folder", "-o", "json")).isEqualTo(REPORT);
        assertThat(asked).containsExactly(Path.of("some/folder"));
    }
}
