package dev.homeport.cli.adapter.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.cli.bench.AppendRequest;
import dev.homeport.cli.exit.CommandFailure;
import dev.homeport.cli.exit.ExitCode;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the benchmark program says is understood; the program itself is tested where it is. */
class BuiltBenchmarksTest {

    @TempDir private Path folder;
    private Path classes = Path.of("");
    private Path stores = Path.of("");

    @BeforeEach
    void folders() throws Exception {
        classes = Files.createDirectory(folder.resolve("classes"));
        stores = folder.resolve("stores");
    }

    @Test
    void theReportIsReadAndTheFolderIsRemoved() throws Exception {
        var bench =
                program(
                        """
                        java.nio.file.Files.writeString(java.nio.file.Path.of(args[12], "entry"), "x");
                        System.out.println("{\\"name\\":\\"" + String.join(" ", args) + "\\"}");
                        """);

        assertThat(bench.append(request(Optional.empty())).text("name").orElseThrow())
                .startsWith(
                        "append --rounds 2 --seconds 0.5 --in-flight 1,16 --disk-mib 2048"
                                + " --fleet-number 9 --folder "
                                + stores);
        assertThat(stores).isEmptyDirectory();
    }

    @Test
    void leasesAreAskedOfTheSameProgramAndTheFolderIsRemoved() throws Exception {
        var bench =
                program(
                        "System.out.println(\"{\\\"name\\\":\\\"\" + String.join(\" \", args) +"
                                + " \"\\\"}\");");

        assertThat(bench.leases(folder).text("name")).contains("leases --journals " + folder);
        assertThat(stores).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({"2, USAGE", "4, LATER", "5, OPERATOR"})
    void whatTheProgramRefusesIsPassedOnAndTheFolderIsRemoved(int code, ExitCode expected)
            throws Exception {
        var bench =
                program(
                        "System.out.println(\"{\\\"error\\\":\\\"rounds: 0\\\"}\"); System.exit("
                                + code
                                + ");");

        assertThatThrownBy(() -> bench.append(request(Optional.empty())))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("rounds: 0")
                .extracting(e -> ((CommandFailure) e).code())
                .isEqualTo(expected);
        assertThat(stores).isEmptyDirectory();
    }

    @Test
    void aProgramThatDiesLeavesNothing() throws Exception {
        var bench =
                program(
                        """
                        java.nio.file.Files.writeString(java.nio.file.Path.of(args[12], "entry"), "x");
                        Runtime.getRuntime().halt(137);
                        """);

        assertThatThrownBy(() -> bench.append(request(Optional.empty())))
                .hasMessageContaining("ended by a signal: the program has ended with 137")
                .extracting(e -> ((CommandFailure) e).code())
                .isEqualTo(ExitCode.LATER);
        assertThat(stores).isEmptyDirectory();
    }

    @Test
    void aMissingFolderOrProgramIsNamed() throws Exception {
        var nowhere = folder.resolve("nowhere");

        assertThatThrownBy(() -> program("").append(request(Optional.of(nowhere))))
                .hasMessageContaining("folder: cannot be used: ")
                .hasMessageContaining(nowhere.toString());
        assertThatThrownBy(() -> BuiltBenchmarks.built(folder).append(request(Optional.empty())))
                .hasMessageContaining("homeport-benchmarks.jar is not built; ./homeport bench");
    }

    private static AppendRequest request(Optional<Path> folder) {
        return new AppendRequest(2, new BigDecimal("0.5"), List.of(1, 16), 2048, 9, folder);
    }

    /** A program in the place of the benchmarks'. */
    private BuiltBenchmarks program(String body) throws Exception {
        var source =
                Files.writeString(
                        folder.resolve("BenchMain.java"),
                        "package dev.homeport.benchmarks.app; public class BenchMain {"
                                + " public static void main(String[] args) throws Exception {"
                                + body
                                + "}}");
        var code =
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-d", classes.toString(), source.toString());
        assertThat(code).isZero();
        return new BuiltBenchmarks(classes, stores);
    }
}
