package dev.homeport.local.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.local.adapter.tcp.EmulatorLimits;
import dev.homeport.local.adapter.tcp.TcpWanEmulator;
import dev.homeport.local.address.Endpoint;
import dev.homeport.local.wan.Direction;
import dev.homeport.local.wan.LinkCondition;
import dev.homeport.local.wan.LinkSettings;
import dev.homeport.local.wan.LinkStatus;
import dev.homeport.local.wan.WanProfile;
import dev.homeport.local.wan.WanRequest;
import dev.homeport.local.wan.WanRequest.Action;
import dev.homeport.vocabulary.SiteId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class WanControlTest {

    private static final SiteId SHANGHAI = new SiteId("shanghai");
    private static final SiteId HONGKONG = new SiteId("hongkong");
    private static final SiteId CANADA = new SiteId("canada");
    private static final Endpoint LISTEN = Endpoint.parse("127.43.0.1:23020");
    private static final String TOKEN = "right";

    private WanControlServer server;
    private WanControlClient client;

    @BeforeEach
    void start() throws IOException {
        var emulator =
                new TcpWanEmulator(
                        List.of(),
                        WanProfile.usual(List.of(SHANGHAI, HONGKONG, CANADA)),
                        EmulatorLimits.USUAL,
                        new Random(1));
        server = new WanControlServer(emulator, LISTEN, TOKEN);
        client = new WanControlClient(LISTEN, TOKEN);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void showsEveryDirectionOfEveryLink() throws Exception {
        var links = client.show();

        assertThat(links)
                .extracting(link -> link.direction().toString())
                .containsExactly(
                        "canada -> hongkong",
                        "canada -> shanghai",
                        "hongkong -> canada",
                        "hongkong -> shanghai",
                        "shanghai -> canada",
                        "shanghai -> hongkong");
        assertThat(status(links, SHANGHAI, HONGKONG).settings())
                .isEqualTo(LinkSettings.ofRoundTripMillis(35));
        assertThat(links).extracting(LinkStatus::condition).containsOnly(LinkCondition.OPEN);
    }

    @Test
    void cutAndHealShowInBothDirections() throws Exception {
        var cut = client.change(WanRequest.of(Action.CUT, SHANGHAI, CANADA, false));

        assertThat(status(cut, SHANGHAI, CANADA).condition()).isEqualTo(LinkCondition.CUT);
        assertThat(status(cut, CANADA, SHANGHAI).condition()).isEqualTo(LinkCondition.CUT);
        assertThat(status(cut, SHANGHAI, HONGKONG).condition()).isEqualTo(LinkCondition.OPEN);

        var healed = client.change(WanRequest.healAll());

        assertThat(healed).extracting(LinkStatus::condition).containsOnly(LinkCondition.OPEN);
    }

    @Test
    void oneWayFormsConcernTheNamedDirection() throws Exception {
        client.change(WanRequest.of(Action.CUT, SHANGHAI, CANADA, true));
        var links = client.change(WanRequest.of(Action.STALL, CANADA, HONGKONG, true));

        assertThat(status(links, SHANGHAI, CANADA).condition())
                .isEqualTo(LinkCondition.CUT_ONE_WAY);
        assertThat(status(links, CANADA, SHANGHAI).condition()).isEqualTo(LinkCondition.OPEN);
        assertThat(status(links, CANADA, HONGKONG).condition()).isEqualTo(LinkCondition.STALLED);
        assertThat(status(links, HONGKONG, CANADA).condition()).isEqualTo(LinkCondition.OPEN);
    }

    @Test
    void setChangesWhatIsGivenAndKeepsTheRest() throws Exception {
        var links =
                client.change(
                        new WanRequest(
                                Action.SET,
                                Optional.of(new Direction(SHANGHAI, CANADA)),
                                false,
                                OptionalLong.empty(),
                                OptionalLong.of(2_500_000),
                                OptionalLong.of(1_000_000)));

        var expected = new LinkSettings(110_000_000, 2_500_000, 1_000_000);
        assertThat(status(links, SHANGHAI, CANADA).settings()).isEqualTo(expected);
        assertThat(status(links, CANADA, SHANGHAI).settings()).isEqualTo(expected);
        assertThat(status(links, CANADA, HONGKONG).settings())
                .isEqualTo(LinkSettings.ofRoundTripMillis(200));
    }

    @Test
    void strangerIsRefused() {
        try (var stranger = new WanControlClient(LISTEN, "wrong")) {
            assertThatThrownBy(stranger::show).hasMessageContaining("token is missing or wrong");
        }
    }

    @Test
    void badRequestsAreAnsweredWithTheFieldAndTheMend() throws Exception {
        assertThat(post("{\"action\":\"burn\"}")).startsWith("400").contains("use set, cut, stall");
        assertThat(post("{\"action\":\"cut\",\"from\":\"shanghai\",\"to\":\"mars\"}"))
                .startsWith("400")
                .contains("shanghai -> mars");
        assertThat(post("{\"action\":\"cut\",\"from\":\"SHANGHAI\",\"to\":\"canada\"}"))
                .startsWith("400")
                .contains("SHANGHAI");
        assertThat(post("{\"action\":\"set\"}")).startsWith("400").contains("at least one");
        assertThat(post("{\"action\":\"heal\",\"oneWay\":true}")).startsWith("400");
        assertThat(post("{\"action\":\"heal\",\"when\":1}")).startsWith("400").contains("when");
        assertThat(post("{\"action\":\"set\",\"latencyMillis\":\"x\"}"))
                .startsWith("400")
                .contains("latencyMillis");
        assertThat(post("{\"action\":\"set\",\"latencyMillis\":-5}"))
                .startsWith("400")
                .contains("latency: -5000000 ns");
        assertThat(post("garbage")).startsWith("400").contains("not JSON");
        assertThat(post("x".repeat(10_000))).startsWith("400").contains("too long");
        assertThat(client.show()).hasSize(6);
    }

    @Test
    void takenEndpointIsNamed() {
        assertThatThrownBy(() -> new WanControlServer(anyEmulator(), LISTEN, TOKEN))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("127.43.0.1:23020");
    }

    private static TcpWanEmulator anyEmulator() {
        return new TcpWanEmulator(
                List.of(),
                WanProfile.usual(List.of(SHANGHAI, CANADA)),
                EmulatorLimits.USUAL,
                new Random(1));
    }

    private static String post(String body) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(URI.create("http://" + LISTEN + "/wan"))
                            .header("Authorization", "Bearer " + TOKEN)
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build();
            var answer = http.send(request, BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        }
    }

    private static LinkStatus status(List<LinkStatus> links, SiteId from, SiteId to) {
        return links.stream()
                .filter(link -> link.direction().equals(new Direction(from, to)))
                .findFirst()
                .orElseThrow();
    }
}
