package dev.homeport.local.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.local.adapter.tcp.EmulatorLimits;
import dev.homeport.local.adapter.tcp.TcpWanEmulator;
import dev.homeport.local.address.Endpoint;
import dev.homeport.local.process.FleetHands;
import dev.homeport.local.process.ProcessAction;
import dev.homeport.local.process.ProcessRequest;
import dev.homeport.local.process.ProcessStatus;
import dev.homeport.local.process.ProcessStatus.State;
import dev.homeport.local.wan.WanProfile;
import dev.homeport.vocabulary.SiteId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ProcessControlTest {

    private static final SiteId CANADA = new SiteId("canada");
    private static final Endpoint LISTEN = Endpoint.parse("127.185.0.1:23020");
    private static final String TOKEN = "right";

    private final List<String> acts = new ArrayList<>();
    private WanControlServer server;
    private LauncherControlClient client;

    private final class Hands implements FleetHands {

        @Override
        public List<ProcessStatus> status() {
            return List.of(
                    new ProcessStatus(
                            "canada-log-2",
                            State.HELD,
                            OptionalLong.empty(),
                            2,
                            Optional.of("it is held back")),
                    new ProcessStatus(
                            "canada-log-3", State.READY, OptionalLong.of(77), 0, Optional.empty()));
        }

        @Override
        public List<String> namesOf(SiteId site) {
            if (!site.equals(CANADA)) {
                throw new IllegalArgumentException("site: there is none called " + site);
            }
            return List.of("canada-log-2", "canada-log-3");
        }

        @Override
        public void act(ProcessAction action, String name) throws IOException {
            acts.add(action.word() + " " + name);
            if (action == ProcessAction.PAUSE && name.endsWith("2")) {
                throw new IOException(name + " does not run");
            }
        }
    }

    @BeforeEach
    void start() throws IOException {
        var emulator =
                new TcpWanEmulator(
                        List.of(),
                        WanProfile.usual(List.of(CANADA, new SiteId("shanghai"))),
                        EmulatorLimits.USUAL,
                        new Random(1));
        server =
                new WanControlServer(
                        emulator,
                        Map.of("/processes", new ProcessRoute(new Hands())),
                        LISTEN,
                        TOKEN);
        client = new LauncherControlClient(LISTEN, TOKEN);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void showsEveryProcess() throws Exception {
        assertThat(client.processes()).isEqualTo(new Hands().status());
    }

    @Test
    void oneProcessOrAllOfASiteAreActedUpon() throws Exception {
        assertThat(client.act(ProcessRequest.ofProcess(ProcessAction.HOLD, "canada-log-2")))
                .hasSize(2);
        client.act(ProcessRequest.ofSite(ProcessAction.RESUME, CANADA));

        assertThat(acts)
                .containsExactly("hold canada-log-2", "resume canada-log-2", "resume canada-log-3");
    }

    @Test
    void whatCanBeDoneIsDoneThoughSomethingCannot() {
        assertThatThrownBy(() -> client.act(ProcessRequest.ofSite(ProcessAction.PAUSE, CANADA)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("canada-log-2 does not run");
        assertThat(acts).containsExactly("pause canada-log-2", "pause canada-log-3");
    }

    @Test
    void whatIsAskedForWronglyIsRefusedWithTheMend() {
        assertThatThrownBy(() ->
                        client.act(ProcessRequest.ofSite(ProcessAction.HOLD, new SiteId("paris"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none called paris");
        assertThatThrownBy(() -> ProcessJson.request("{\"action\":\"hold\"}"))
                .hasMessageContaining("site, name: one of them");
        assertThatThrownBy(() -> ProcessJson.request("{\"action\":\"eat\",\"name\":\"x\"}"))
                .hasMessageContaining("use hold, release, pause, resume");
        assertThatThrownBy(() -> ProcessJson.request("{\"pid\":1}"))
                .hasMessageContaining("is not a field of it");
    }

    @Test
    void withoutTheTokenNothingIsDone() {
        try (var other = new LauncherControlClient(LISTEN, "wrong")) {
            assertThatThrownBy(() ->
                            other.act(ProcessRequest.ofProcess(ProcessAction.HOLD, "canada-log-2")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("control token");
        }
        assertThat(acts).isEmpty();
    }
}
