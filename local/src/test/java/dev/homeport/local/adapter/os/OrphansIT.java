package dev.homeport.local.adapter.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.local.address.Endpoint;
import dev.homeport.local.process.LaunchMark;
import dev.homeport.local.process.PidRecord;
import dev.homeport.local.process.StartRefusedException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class OrphansIT {

    private static final Duration BOUND = Duration.ofSeconds(5);

    @TempDir Path temporary;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endAll() throws Exception {
        for (var process : started) {
            process.destroyForcibly();
            process.waitFor(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void whatAKilledLauncherLeftIsEndedByTheNextOne() throws Exception {
        // Given
        var path = temporary.resolve("state with a blank");
        var launcher = startLauncher(path);
        var pids = new ArrayList<Long>();
        var output = launcher.inputReader();
        String line;
        while ((line = output.readLine()) != null && !line.equals("ready")) {
            pids.add(Long.parseLong(line));
        }
        assertThat(pids)
                .hasSize(2)
                .allSatisfy(pid -> assertThat(ProcFolder.observe(pid)).isPresent());

        // When, then: the folder is held while the launcher lives
        assertThatThrownBy(() -> open(path))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("in use by the launcher with pid " + launcher.pid());

        // When
        launcher.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
        try (var folder = open(path)) {
            // One of them was started but its pid file never written.
            Files.delete(folder.pidFolder().resolve("two.pid"));
            var report = Orphans.end(folder, BOUND);

            // Then
            assertThat(report).hasSize(2).allMatch(each -> each.startsWith("Ended "));
            assertThat(pids).allSatisfy(pid -> assertThat(ProcFolder.observe(pid)).isEmpty());
            assertThat(Orphans.end(folder, BOUND)).isEmpty();
        }
    }

    @Test
    void runningLauncherIsFoundAndAskedToEnd() throws Exception {
        // Given
        var launcher = startLauncher(temporary);
        var output = launcher.inputReader();
        assertThat(output.lines().anyMatch("ready"::equals)).isTrue();
        assertThat(RunningLauncher.pidOf(temporary)).contains(launcher.pid());

        // When
        assertThat(RunningLauncher.end(temporary, BOUND)).isTrue();

        // Then
        assertThat(launcher.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(RunningLauncher.pidOf(temporary)).isEmpty();
        assertThat(RunningLauncher.end(temporary, BOUND)).isFalse();
        try (var folder = open(temporary)) {
            assertThat(Orphans.end(folder, BOUND)).hasSize(2);
        }
    }

    private Process startLauncher(Path path) throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var launcher =
                new ProcessBuilder(
                                java,
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                SmallLauncher.class.getName(),
                                path.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        started.add(launcher);
        return launcher;
    }

    @Test
    void stalePidFileThatNamesSomebodyElsesProcessEndsNobody() throws Exception {
        try (var folder = open(temporary)) {
            // Given: the file names the right number, but that is another process by now
            var stranger = new ProcessBuilder("sleep", "600").start();
            started.add(stranger);
            var fingerprint = ProcFolder.observe(stranger.pid()).orElseThrow().fingerprint();
            new PidFiles(folder.pidFolder()).write(new PidRecord("one", fingerprint));

            // When
            var report = Orphans.end(folder, BOUND);

            // Then
            assertThat(report).hasSize(1).first().asString().contains("sleep 600", "left alone");
            assertThat(stranger.isAlive()).isTrue();
            assertThat(folder.pidFolder().resolve("one.pid")).doesNotExist();
        }
    }

    @Test
    void processOfAnotherStateFolderIsLeftAlone() throws Exception {
        try (var folder = open(temporary)) {
            var builder = new ProcessBuilder("sleep", "600");
            builder.environment()
                    .put(LaunchMark.VARIABLE, new LaunchMark("another token", "one").toText());
            var stranger = builder.start();
            started.add(stranger);

            assertThat(Orphans.end(folder, BOUND)).isEmpty();
            assertThat(stranger.isAlive()).isTrue();
        }
    }

    @Test
    void orphanThatIgnoresSigtermIsKilled() throws Exception {
        try (var folder = open(temporary)) {
            var builder =
                    new ProcessBuilder(
                            "sh", "-c", "trap '' TERM; echo; while :; do sleep 0.1; done");
            builder.environment()
                    .put(LaunchMark.VARIABLE, new LaunchMark(folder.token(), "deaf").toText());
            var deaf = builder.start();
            started.add(deaf);
            assertThat(deaf.inputReader().readLine()).isEmpty();

            assertThat(Orphans.end(folder, Duration.ofMillis(300)))
                    .anyMatch(each -> each.contains("deaf"));
            assertThat(deaf.waitFor(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void tornPidFileIsRemoved() throws Exception {
        try (var folder = open(temporary)) {
            var file = Files.createDirectories(folder.pidFolder()).resolve("one.pid");
            Files.writeString(file, "4711 40");

            assertThat(Orphans.end(folder, BOUND)).isEmpty();
            assertThat(file).doesNotExist();
        }
    }

    @Test
    void takenPortNamesItsHolder() throws Exception {
        var endpoint = Endpoint.parse("127.44.0.1:23200");
        PortHolders.checkFree(List.of(endpoint));
        try (var holder = new ServerSocket()) {
            holder.bind(endpoint.toSocketAddress());

            assertThatThrownBy(() -> PortHolders.checkFree(List.of(endpoint)))
                    .isInstanceOf(StartRefusedException.class)
                    .hasMessageContaining(
                            "127.44.0.1:23200 is taken by process "
                                    + ProcessHandle.current().pid()
                                    + " (")
                    .hasMessageContaining("java");
        }
    }

    @Test
    void portTakenAtEveryAddressNamesItsHolderToo() throws Exception {
        try (var holder = new ServerSocket(23201)) {
            assertThatThrownBy(() ->
                            PortHolders.checkFree(List.of(Endpoint.parse("127.44.0.1:23201"))))
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
            assertThat(holder.isBound()).isTrue();
        }
    }

    @Test
    void stateFolderIsHeldByOneLauncherAtATime() throws Exception {
        var first = open(temporary);
        assertThatThrownBy(() -> open(temporary))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("homeport down");
        assertThat(RunningLauncher.pidOf(temporary)).contains(ProcessHandle.current().pid());
        first.close();

        try (var second = open(temporary)) {
            assertThat(second.token()).isEqualTo(first.token());
        }
    }

    @Test
    void folderThatCannotBeWrittenOrHasNoRoomIsRefusedInASentence() throws Exception {
        assertThatThrownBy(() -> open(Path.of("/proc/homeport")))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("/proc/homeport cannot be written");
        var file = Files.createFile(temporary.resolve("file"));
        assertThatThrownBy(() -> open(file))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("cannot be written");
        var fresh = temporary.resolve("fresh");
        assertThatThrownBy(() -> StateFolder.open(fresh, Long.MAX_VALUE, new SecureRandom()))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("MiB left")
                .hasMessageContaining("make room");
    }

    private static StateFolder open(Path path) throws StartRefusedException {
        return StateFolder.open(path, 0, new SecureRandom());
    }
}
