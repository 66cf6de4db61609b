package dev.homeport.cli.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged command line, in processes of its own. */
class HomeportJarIT {

    private static final long DEADLINE_SECONDS = 30;
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final Path JAR = Path.of("target", "homeport-cli.jar").toAbsolutePath();
    private static final List<String> EXPLAIN =
            List.of("route", "explain", "--ip", "114.114.114.114", "-o", "json");

    @TempDir private Path elsewhere;

    @Test
    void theSameBytesComeOutInEveryLocale() throws Exception {
        var plain = run(Map.of("LC_ALL", "C.UTF-8"), List.of(), EXPLAIN);
        assertThat(plain.code()).isZero();
        assertThat(plain.err()).isEmpty();
        assertThat(plain.out()).startsWith("{\"subject\":\"114.114.114.114\",\"country\":\"CN\"");
        var c = run(Map.of("LC_ALL", "C"), List.of(), EXPLAIN);
        var turkish =
                run(
                        Map.of("LC_ALL", "tr_TR.UTF-8"),
                        List.of("-Duser.language=tr", "-Duser.country=TR"),
                        EXPLAIN);
        var uncoloured = run(Map.of("NO_COLOR", "1", "TERM", "xterm"), List.of(), EXPLAIN);
        assertThat(c).isEqualTo(plain);
        assertThat(turkish).isEqualTo(plain);
        assertThat(uncoloured).isEqualTo(plain);
    }

    @Test
    void everyFormatAndHeadingIsTheSameInTurkish() throws Exception {
        for (var format : List.of("table", "yaml", "json")) {
            var arguments = List.of("route", "explain", "--ip", "10.0.0.1", "-o", format);
            var plain = run(Map.of("LC_ALL", "C"), List.of(), arguments);
            var turkish =
                    run(
                            Map.of("LC_ALL", "C"),
                            List.of("-Duser.language=tr", "-Duser.country=TR"),
                            arguments);
            assertThat(turkish).isEqualTo(plain);
        }
    }

    @Test
    void helpAndComplaintsOfEveryVerbAreTheSameInTurkish() throws Exception {
        for (var arguments :
                List.of(
                        List.of("load", "--help"),
                        List.of("chat", "--help"),
                        List.of("simulate", "--help"),
                        List.of("bench", "append", "--help"),
                        List.of("bench", "append", "--rounds", "I"),
                        List.of("site", "evacuate", "--help"),
                        List.of("site", "fail-over", "--help"),
                        List.of("move", "watch", "--help"),
                        List.of("drill", "run", "--help"),
                        List.of("drill", "run", "INDIA", "--yes"),
                        List.of("site", "evacuate", "INDIA", "--yes"),
                        List.of("site", "fail-back", "canada"),
                        List.of("site", "policy", "canada", "--isolation-budget", "I"),
                        List.of("move", "abort", "m-1"),
                        List.of("load", "--rate", "0", "-o", "json"),
                        List.of("chat", "--as", "INA", "-o", "json"))) {
            var plain = run(Map.of("LC_ALL", "C"), List.of(), arguments);
            var turkish =
                    run(
                            Map.of("LC_ALL", "tr_TR.UTF-8"),
                            List.of("-Duser.language=tr", "-Duser.country=TR"),
                            arguments);
            assertThat(turkish).isEqualTo(plain);
            assertThat(plain.code()).isEqualTo(arguments.contains("--help") ? 0 : 2);
        }
    }

    /** The jar has of the node what the simulator runs, and no more. */
    @Test
    void aSeedRunsFromTheJarTheSameInTurkish() throws Exception {
        var arguments = List.of("simulate", "--seed", "3", "--seconds", "5");
        var plain = run(Map.of("LC_ALL", "C"), List.of(), arguments);
        assertThat(plain.err()).isEmpty();
        assertThat(plain.code()).isZero();
        assertThat(plain.out()).contains("Seed 3, 5 simulated seconds, focus none, all rules: ");
        var turkish =
                run(
                        Map.of("LC_ALL", "C"),
                        List.of("-Duser.language=tr", "-Duser.country=TR"),
                        arguments);
        assertThat(turkish).isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"moves", "takeovers"})
    void aSeedOfHomesThatChangeRunsFromTheJar(String scenario) throws Exception {
        var arguments =
                List.of("simulate", "--scenario", scenario, "--seed", "3", "--seconds", "20");
        var told = run(Map.of("LC_ALL", "C"), List.of(), arguments);
        assertThat(told.err()).isEmpty();
        assertThat(told.code()).isZero();
        assertThat(told.out()).contains("scenario " + scenario + ", all rules: ");
    }

    @Test
    void itRunsFromAnyFolderWithItsOwnDatabase() throws Exception {
        assertThat(run(Map.of(), List.of(), EXPLAIN).out()).contains("\"home\":\"shanghai\"");
    }

    @Test
    void theVersionIsThatOfTheBuild() throws Exception {
        var version = run(Map.of(), List.of(), List.of("--version")).out();
        assertThat(version).startsWith("homeport ").containsPattern("\\d+\\.\\d+");
    }

    @Test
    void aShellTakesTheCompletionScript() throws Exception {
        var script = run(Map.of(), List.of(), List.of("completion", "bash")).out();
        var file = Files.writeString(elsewhere.resolve("completion"), script);
        var checked = start(Map.of(), List.of("bash", "-n", file.toString()));
        assertThat(checked.code()).isZero();
        assertThat(checked.err()).isEmpty();
    }

    @Test
    void aBrokenByteInAHandleIsRefusedAndNotSent() throws Exception {
        var shell =
                quoted(JAVA, "-jar", JAR.toString())
                        + " route explain --handle \"$(printf '\\377')\"";
        var ran = start(Map.of("LC_ALL", "C.UTF-8"), List.of("bash", "-c", shell));
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("has a character that no handle can have");
    }

    @Test
    void aFullDiskIsNoSuccess() throws Exception {
        var shell = quoted(JAVA, "-jar", JAR.toString()) + " exit-codes > /dev/full";
        assertThat(start(Map.of(), List.of("bash", "-c", shell)).code()).isEqualTo(5);
    }

    /** Words for a shell, whatever blanks stand in their paths. */
    private static String quoted(String... words) {
        return "'" + String.join("' '", words) + "'";
    }

    private record Ran(int code, String out, String err) {}

    private Ran run(Map<String, String> environment, List<String> options, List<String> arguments)
            throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(JAVA);
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(options);
        command.addAll(List.of("-jar", JAR.toString()));
        command.addAll(arguments);
        return start(environment, command);
    }

    private Ran start(Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        var out = elsewhere.resolve("out");
        var err = elsewhere.resolve("err");
        var builder =
                new ProcessBuilder(command)
                        .directory(elsewhere.toFile())
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("LC_"));
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().putAll(environment);
        var process = builder.start();
        if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running: " + command);
        }
        return new Ran(process.exitValue(), Files.readString(out, UTF_8), Files.readString(err));
    }
}
