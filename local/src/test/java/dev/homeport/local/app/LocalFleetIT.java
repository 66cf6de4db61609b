package dev.homeport.local.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.local.adapter.http.WanControlClient;
import dev.homeport.local.adapter.os.RunningLauncher;
import dev.homeport.local.address.Endpoint;
import dev.homeport.local.address.FleetNumber;
import dev.homeport.local.address.PortPlan;
import dev.homeport.local.address.PortRole;
import dev.homeport.local.plan.FleetLayout;
import dev.homeport.local.plan.FleetSettings;
import dev.homeport.local.plan.PlannedProcess;
import dev.homeport.local.process.ProcessStatus;
import dev.homeport.local.process.StartRefusedException;
import dev.homeport.local.wan.LinkCondition;
import dev.homeport.local.wan.WanProfile;
import dev.homeport.local.wan.WanRequest;
import dev.homeport.vocabulary.SiteId;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class LocalFleetIT {

    private static final SiteId SHANGHAI = new SiteId("shanghai");
    private static final SiteId HONGKONG = new SiteId("hongkong");
    private static final List<SiteId> SITES = List.of(SHANGHAI, HONGKONG);

    @TempDir Path temporary;

    private final ConcurrentLinkedQueue<String> told = new ConcurrentLinkedQueue<>();

    @Test
    void fleetComesUpGoesDownAndComesBackWithItsState() throws Exception {
        String fleetId;
        String certificate;
        Endpoint hongkong;

        // When
        try (var fleet = LocalFleet.start(request(), progress())) {
            // Then: two sites with a process and a database each, and the network between them
            assertThat(fleet.status())
                    .extracting(ProcessStatus::name)
                    .containsExactly(
                            "hongkong-database-5",
                            "hongkong-full-1",
                            "shanghai-database-5",
                            "shanghai-full-1");
            assertThat(fleet.status())
                    .extracting(ProcessStatus::state)
                    .containsOnly(ProcessStatus.State.READY);
            hongkong = dialledFromShanghai(fleet);
            assertThat(echoMillis(hongkong)).isBetween(70L, 1500L);
            assertCutAndHealByControl(fleet, hongkong);

            assertThat(RunningLauncher.pidOf(temporary.resolve("state with a blank")))
                    .contains(ProcessHandle.current().pid());
            assertThatThrownBy(() -> LocalFleet.start(request(), progress()))
                    .isInstanceOf(StartRefusedException.class)
                    .hasMessageContaining("in use");
            fleetId = fleet.plan().settings().fleet().toString();
            certificate = certificateOf(fleet);
        }

        // Then: nothing is left
        assertThatThrownBy(() -> echoMillis(hongkong)).isInstanceOf(ConnectException.class);
        assertThat(RunningLauncher.pidOf(temporary.resolve("state with a blank"))).isEmpty();

        // And when
        try (var fleet = LocalFleet.start(request(), progress())) {
            // Then
            assertThat(fleet.plan().settings().fleet()).hasToString(fleetId);
            assertThat(certificateOf(fleet)).isEqualTo(certificate);
        }
        assertThat(told)
                .contains(
                        "certificates and secrets",
                        "databases and configuration",
                        "shanghai-database-5, hongkong-database-5",
                        "shanghai-full-1, hongkong-full-1");
    }

    private static void assertCutAndHealByControl(LocalFleet fleet, Endpoint hongkong)
            throws Exception {
        var control = fleet.plan().launcher().listensFor(PortRole.LAUNCHER).orElseThrow();
        var token = LocalFleet.controlToken(fleet.plan().settings().stateFolder());
        try (var client = new WanControlClient(control, token)) {
            var cut =
                    client.change(WanRequest.of(WanRequest.Action.CUT, SHANGHAI, HONGKONG, false));
            assertThat(cut).extracting(link -> link.condition()).containsOnly(LinkCondition.CUT);
            assertThatThrownBy(() -> echoMillis(hongkong)).isInstanceOf(ConnectException.class);
            client.change(WanRequest.healAll());
            assertThat(echoMillis(hongkong)).isPositive();
        }
    }

    @Test
    void takenPortEndsTheStartWithItsHolderAndLeavesNothingRunning() throws Exception {
        var taken = Endpoint.parse("127.44.18.1:23603");
        try (var holder = new ServerSocket()) {
            holder.bind(taken.toSocketAddress());

            assertThatThrownBy(() -> LocalFleet.start(request(), progress()))
                    .isInstanceOf(StartRefusedException.class)
                    .hasMessageContaining(
                            taken + " is taken by process " + ProcessHandle.current().pid());
        }
        assertThat(RunningLauncher.pidOf(temporary.resolve("state with a blank"))).isEmpty();
    }

    private static Endpoint dialledFromShanghai(LocalFleet fleet) {
        var settings = fleet.plan().settings();
        return new Endpoint(
                settings.addresses().dialled(SHANGHAI, HONGKONG, 1),
                settings.ports().portOf(PortRole.NODE_RPC));
    }

    private static String certificateOf(LocalFleet fleet) throws IOException {
        return Files.readString(
                fleet.plan().processes().getFirst().certificateFiles().certificate());
    }

    private static long echoMillis(Endpoint endpoint) throws IOException {
        try (var socket = new Socket()) {
            var start = System.nanoTime();
            socket.connect(endpoint.toSocketAddress(), 5_000);
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(7);
            assertThat(socket.getInputStream().read()).isEqualTo(7);
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        }
    }

    private FleetRequest request() {
        return new FleetRequest(
                new FleetNumber(44),
                SITES,
                new PortPlan(23600),
                temporary.resolve("state with a blank"),
                FleetLayout.USUAL,
                WanProfile.usual(SITES),
                LocalFleetIT::commandOf,
                0,
                Duration.ofSeconds(90),
                FleetSettings.USUAL_ISOLATION_BUDGET,
                Map.of());
    }

    private static Optional<List<String>> commandOf(PlannedProcess process) {
        if (!process.program().equals("full")) {
            return Optional.empty();
        }
        return Optional.of(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallProcess.class.getName()));
    }

    private FleetProgress progress() {
        return new FleetProgress() {
            @Override
            public void finished(String what, long millis) {
                told.add(what);
            }

            @Override
            public void note(String sentence) {
                told.add(sentence);
            }

            @Override
            public void changed(ProcessStatus status) {
                told.add(status.name() + " " + status.state());
            }
        };
    }
}
