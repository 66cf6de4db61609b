package dev.homeport.quorumqueue.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.homeport.quorumqueue.StopReason;
import dev.homeport.quorumqueue.TestSite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the operating system sees of an append: watched, and disturbed, with strace. */
class DurableAppendsIT {

    private static final Path STRACE = Path.of("/usr/bin/strace");

    @TempDir private Path root;

    @BeforeEach
    void needsStrace() {
        assumeTrue(
                Files.isExecutable(STRACE),
                "skipped: " + STRACE + " is not installed, so system calls cannot be watched");
    }

    @Test
    void nothingIsAcknowledgedBeforeItsFsync() throws Exception {
        var trace = root.resolve("trace");
        try (var site = new ThreeProcesses(TestSite.format(root.resolve("site"), 15, List.of(1)))) {
            // Given a log with one replica, whose system calls are written down in order
            var child =
                    site.start(
                            1,
                            "1,2",
                            List.of(
                                    STRACE.toString(),
                                    "-f",
                                    "-qq",
                                    "-s",
                                    "64",
                                    "-e",
                                    "trace=fdatasync,fsync,write",
                                    "-o",
                                    trace.toString()));
            site.leaderAmong(List.of(1));

            for (var i = 1; i <= 5; i++) {
                assertThat(child.ask("append 1 a" + i + " 10")).isEqualTo("APPENDED " + i);
            }
        }

        // Then between any two acknowledgements on standard output lies a completed fsync
        var calls = Files.readAllLines(trace);
        var synced = Pattern.compile("f(data)?sync.*= 0$");
        for (var i = 2; i <= 5; i++) {
            var before = find(calls, "APPENDED " + (i - 1));
            var after = find(calls, "APPENDED " + i);
            assertThat(calls.subList(before, after))
                    .as("system calls between acknowledgements %d and %d", i - 1, i)
                    .anyMatch(call -> synced.matcher(call).find());
        }
    }

    private static int find(List<String> calls, String text) {
        for (var i = 0; i < calls.size(); i++) {
            if (calls.get(i).contains("write(1, \"" + text)) {
                return i;
            }
        }
        throw new AssertionError("no write of " + text + " among " + calls.size() + " calls");
    }

    @Test
    void whatAKilledProcessLeftIsFsyncedBeforeAnythingIsSaidOfIt() throws Exception {
        var trace = root.resolve("trace");
        try (var site = new ThreeProcesses(TestSite.format(root.resolve("site"), 20, List.of(1)))) {
            var killed = site.start(1);
            site.leaderAmong(List.of(1));
            assertThat(killed.ask("append 1 a 10")).isEqualTo("APPENDED 1");
            killed.killAndWait();

            site.start(
                    1,
                    "1,2",
                    List.of(
                            STRACE.toString(),
                            "-f",
                            "-qq",
                            "-y",
                            "-e",
                            "trace=fdatasync,fsync,bind",
                            "-o",
                            trace.toString()));
        }

        // Then its segment is fsynced while nobody can ask yet
        var segment = Pattern.compile("f(data)?sync\\(\\d+<[^>]*/log_inprogress_\\d+>");
        assertThat(
                        Files.readAllLines(trace).stream()
                                .takeWhile(call -> !call.contains("htons(21000)")))
                .anyMatch(call -> segment.matcher(call).find());
        assertThat(Files.readString(trace)).contains("htons(21000)");
    }

    @Test
    void aFailedFsyncStopsTheNode() throws Exception {
        try (var site = new ThreeProcesses(TestSite.format(root.resolve("site"), 16, List.of(1)))) {
            var child =
                    site.start(
                            1,
                            "1,2",
                            List.of(
                                    STRACE.toString(),
                                    "-f",
                                    "-qq",
                                    "-o",
                                    "/dev/null",
                                    "-e",
                                    "trace=fdatasync",
                                    "-e",
                                    "inject=fdatasync:error=EIO:when=20+"));
            site.leaderAmong(List.of(1));

            // When appends go on until the disk fails
            var acknowledged = 0;
            var answer = child.ask("append 1 a0 10");
            while (answer.startsWith("APPENDED")) {
                acknowledged++;
                answer = child.ask("append 1 a" + acknowledged + " 10");
            }

            // Then the process ends with the documented code, and the last append was not
            // acknowledged
            assertThat(child.exitCode()).isEqualTo(StopReason.DISK_FAILED.exitCode());
            assertThat(answer).isNotEqualTo("NO ANSWER");
            assertThat(child.logText()).contains("cannot be written or made durable");

            // And what was acknowledged is there after a restart on a good disk
            var again = site.start(1);
            site.leaderAmong(List.of(1));
            assertThat(again.ids()).hasSizeGreaterThanOrEqualTo(acknowledged);
        }
    }
}
