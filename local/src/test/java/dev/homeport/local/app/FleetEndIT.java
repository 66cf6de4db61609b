package dev.homeport.local.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.local.adapter.file.FleetNumberFile;
import dev.homeport.local.adapter.os.StateFolder;
import dev.homeport.local.address.FleetNumber;
import dev.homeport.local.process.LaunchMark;
import dev.homeport.local.process.StartRefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetEndIT {

    private static final Duration BOUND = Duration.ofSeconds(10);

    @TempDir Path temporary;

    @Test
    void whereNoLauncherRunsItsOrphansAreEndedAndNobodyElse() throws Exception {
        // Given
        var state = temporary.resolve("state");
        String token;
        try (var folder = open(state)) {
            token = folder.token();
        }
        var orphan = sleeping(token);
        var stranger = sleeping("another token");
        try {
            // When
            var ended = FleetEnd.end(state, BOUND);

            // Then
            assertThat(ended.launcher()).isEmpty();
            assertThat(ended.orphans()).singleElement().asString().contains("pid " + orphan.pid());
            assertThat(orphan.waitFor(5, TimeUnit.SECONDS)).isTrue();
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            orphan.destroyForcibly();
            stranger.destroyForcibly();
        }
    }

    private static Process sleeping(String token) throws Exception {
        var builder = new ProcessBuilder("sleep", "600");
        builder.environment().put(LaunchMark.VARIABLE, new LaunchMark(token, "one").toText());
        return builder.start();
    }

    @Test
    void whereThereIsNothingNothingIsMade() throws Exception {
        var state = temporary.resolve("state");

        assertThat(FleetEnd.end(state, BOUND).launcher()).isEmpty();
        FleetEnd.wipe(state);

        assertThat(state).doesNotExist();
    }

    @Test
    void wipeRemovesAStateFolderAndNoOther() throws Exception {
        // Given
        var state = temporary.resolve("state");
        open(state).close();
        Files.createDirectories(state.resolve("shanghai/full-1"));
        Files.writeString(state.resolve("shanghai/full-1/a"), "b");
        var other = Files.createDirectory(temporary.resolve("home"));
        Files.writeString(other.resolve("letter"), "dear");

        // When
        FleetEnd.wipe(state);

        // Then
        assertThat(state).doesNotExist();
        assertThatThrownBy(() -> FleetEnd.wipe(other))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("is not a state folder");
        assertThatThrownBy(() -> open(other))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("holds something else");
        assertThat(other.resolve("letter")).exists();
    }

    @Test
    void wipeWaitsForNobodyWhoHoldsTheFolder() throws Exception {
        var state = temporary.resolve("state");
        try (var held = open(state)) {
            assertThatThrownBy(() -> FleetEnd.wipe(held.path()))
                    .isInstanceOf(StartRefusedException.class)
                    .hasMessageContaining("in use by the launcher with pid");
        }
        assertThat(state).exists();
    }

    @Test
    void fleetKeepsItsNumberUnlessAnotherIsAskedFor() throws Exception {
        var first = FleetNumberFile.choose(temporary, Optional.empty());
        assertThat(FleetNumberFile.choose(temporary, Optional.empty())).isEqualTo(first);

        FleetNumberFile.keep(temporary, new FleetNumber(73));
        assertThat(FleetNumberFile.choose(temporary, Optional.empty()))
                .isEqualTo(new FleetNumber(73));
        assertThat(FleetNumberFile.choose(temporary, Optional.of(new FleetNumber(9))))
                .isEqualTo(new FleetNumber(9));
        Files.writeString(temporary.resolve("fleet-number"), "x");
        assertThatThrownBy(() -> FleetNumberFile.choose(temporary, Optional.empty()))
                .hasMessageContaining("holds no fleet number");
    }

    private static StateFolder open(Path path) throws StartRefusedException {
        return StateFolder.open(path, 0, new SecureRandom());
    }
}
