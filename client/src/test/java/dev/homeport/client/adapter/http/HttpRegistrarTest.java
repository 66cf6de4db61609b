package dev.homeport.client.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.client.Registration;
import dev.homeport.client.SiteDoor;
import dev.homeport.client.fixture.ScriptedServer;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.SiteId;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpRegistrarTest {

    private static final SiteId SHANGHAI = new SiteId("shanghai");
    private static final SiteId CANADA = new SiteId("canada");

    private final ScriptedServer server = new ScriptedServer("127.74.1.1", 24_701);
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        http.close();
        server.close();
    }

    private Registration register(URI address, Duration deadline) throws InterruptedException {
        return new HttpRegistrar(
                        http, new SiteDoor(SHANGHAI, address), "TOKEN", deadline, new Random(1))
                .register("demo-1", "ann");
    }

    @Test
    void theRegisteringSiteIsTheHome() throws Exception {
        server.answer(201, "{\"account\":4105,\"handle\":\"ann\",\"repeated\":false}");

        assertThat(register(server.address(), Duration.ofSeconds(5)))
                .isEqualTo(
                        new Registration.Registered(new AccountId(4105), "ann", SHANGHAI, false));
        assertThat(server.calls()).hasSize(1);
        assertThat(server.calls().getFirst().token()).isEqualTo("Bearer TOKEN");
        assertThat(server.calls().getFirst().body())
                .contains("\"requestId\":\"demo-1\"")
                .contains("\"handle\":\"ann\"");
    }

    @Test
    void whatPassesIsAskedAgainWithTheSameRequestId() throws Exception {
        server.answer(503, "{\"code\":\"UNAVAILABLE\",\"detail\":\"x\",\"retryAfterMillis\":10}")
                .answer(503, "{\"code\":\"UNKNOWN\",\"detail\":\"x\"}")
                .answer(201, "{\"account\":4105,\"handle\":\"ann\",\"repeated\":true}");

        assertThat(register(server.address(), Duration.ofSeconds(10)))
                .isInstanceOf(Registration.Registered.class);
        assertThat(server.calls()).hasSize(3);
        assertThat(server.calls().stream().map(ScriptedServer.Call::body).distinct()).hasSize(1);
    }

    @Test
    void whatDoesNotPassIsAskedOnce() throws Exception {
        server.answer(409, "{\"code\":\"CONFLICT\",\"detail\":\"handle: taken\"}");

        assertThat(register(server.address(), Duration.ofSeconds(10)))
                .isInstanceOfSatisfying(
                        Registration.Refused.class,
                        refused ->
                                assertThat(refused.refusal().code()).isEqualTo(ErrorCode.CONFLICT));
        assertThat(server.calls()).hasSize(1);
    }

    @Test
    void anAttemptThatMayHaveSucceededLeavesItUnknown() throws Exception {
        server.answer(503, "{\"code\":\"UNKNOWN\",\"detail\":\"x\"}")
                .answer(503, "{\"code\":\"UNAVAILABLE\",\"detail\":\"x\"}");

        assertThat(register(server.address(), Duration.ofSeconds(1)))
                .isInstanceOf(Registration.Unknown.class);
    }

    @Test
    void anAnswerThatIsNoneLeavesItUnknown() throws Exception {
        server.answer(502, "<html>");

        assertThat(register(server.address(), Duration.ofMillis(500)))
                .isInstanceOf(Registration.Unknown.class);
    }

    @Test
    void aServerThatCannotBeReachedHasDoneNothing() throws Exception {
        assertThat(register(URI.create("http://127.74.1.1:24702"), Duration.ofMillis(500)))
                .isInstanceOfSatisfying(
                        Registration.Refused.class,
                        refused ->
                                assertThat(refused.refusal().code())
                                        .isEqualTo(ErrorCode.UNAVAILABLE));
    }

    @Test
    void aMoveIsFollowedWithTheSameRequestId() throws Exception {
        try (var canada = new ScriptedServer("127.74.1.2", 24_701)) {
            server.answer(
                    421, "{\"code\":\"MOVED\",\"detail\":\"x\",\"home\":\"canada\",\"epoch\":2}");
            canada.answer(503, "{\"code\":\"UNAVAILABLE\",\"retryAfterMillis\":10}")
                    .answer(201, "{\"account\":4105,\"handle\":\"ann\",\"repeated\":false}");
            var registrar =
                    new HttpRegistrar(
                            http,
                            new SiteDoor(SHANGHAI, server.address()),
                            List.of(new SiteDoor(CANADA, canada.address())),
                            "TOKEN",
                            Duration.ofSeconds(10),
                            new Random(1));

            assertThat(registrar.register("demo-1", "ann"))
                    .isEqualTo(
                            new Registration.Registered(new AccountId(4105), "ann", CANADA, false));
            assertThat(server.calls()).hasSize(1);
            assertThat(canada.calls()).hasSize(2);
            assertThat(canada.calls().getFirst().body())
                    .contains("\"requestId\":\"demo-1\"")
                    .contains("\"handle\":\"ann\"");
        }
    }

    @Test
    void sitesThatSendEachOtherTheCallerAreAskedAtAPace() throws Exception {
        try (var canada = new ScriptedServer("127.74.1.2", 24_701)) {
            server.answer(421, "{\"code\":\"MOVED\",\"home\":\"canada\",\"epoch\":2}");
            canada.answer(421, "{\"code\":\"MOVED\",\"home\":\"shanghai\",\"epoch\":2}");
            var shanghai = new SiteDoor(SHANGHAI, server.address());
            var registrar =
                    new HttpRegistrar(
                            http,
                            shanghai,
                            List.of(shanghai, new SiteDoor(CANADA, canada.address())),
                            "TOKEN",
                            Duration.ofSeconds(1),
                            new Random(1));

            assertThat(registrar.register("demo-1", "ann"))
                    .isInstanceOfSatisfying(
                            Registration.Refused.class,
                            refused ->
                                    assertThat(refused.refusal().code())
                                            .isEqualTo(ErrorCode.MOVED));
            assertThat(server.calls().size() + canada.calls().size()).isBetween(4, 12);
        }
    }
}
