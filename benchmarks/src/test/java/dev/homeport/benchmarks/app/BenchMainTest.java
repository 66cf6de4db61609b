package dev.homeport.benchmarks.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be run is refused before anything is started. */
class BenchMainTest {

    private static final String GOOD =
            "append --rounds 1 --seconds 1 --in-flight 4 --disk-mib 2048 --fleet-number 209";

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "drop|benchmark: drop; there are: append, leases",
                "''|benchmark: ",
                "append --rounds 1|seconds: is missing; give --seconds",
                "append --rounds|option: --rounds is unknown or has no value",
                "append --speed 9|option: --speed is unknown or has no value",
                "append rounds 9|option: rounds is unknown or has no value",
                GOOD + " --rounds x|rounds: \"x\" is no whole number",
                GOOD + " --seconds long|seconds: \"long\" is no number",
                GOOD + " --in-flight 4,,5|in-flight: \"\" is no whole number",
                GOOD + " --in-flight 0|in-flight: 0 is out of range",
                GOOD + " --fleet-number 255|fleet number: 255 is out of range",
                GOOD + "|folder: is missing; give --folder",
            })
    void wrongOptionsAreWrongUsage(String arguments, String message) throws Exception {
        assertThat(run(arguments, EndCode.USAGE)).contains(message);
    }

    @Test
    void aFolderThatIsNotThereIsForTheOperator() throws Exception {
        var nowhere = folder.resolve("nowhere");

        assertThat(run(GOOD + " --folder " + nowhere, EndCode.OPERATOR))
                .startsWith("folder: cannot be used: ")
                .contains(nowhere.toString());
    }

    @Test
    void aDiskWithoutRoomIsForTheOperatorAndNothingIsLeft() throws Exception {
        assertThat(run(GOOD + " --disk-mib 1048576 --folder " + folder, EndCode.OPERATOR))
                .contains("MiB free, and the run may take 1048576 MiB");
        assertThat(folder).isEmptyDirectory();
    }

    private static String run(String arguments, EndCode expected) throws Exception {
        var out = new ByteArrayOutputStream();
        var code =
                BenchMain.run(new PrintStream(out, true, UTF_8), _ -> {}, arguments.split(" ", -1));
        assertThat(code).isEqualTo(expected);
        return new ObjectMapper().readTree(out.toString(UTF_8)).path("error").asText();
    }
}
