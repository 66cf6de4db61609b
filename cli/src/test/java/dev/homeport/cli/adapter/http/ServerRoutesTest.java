package dev.homeport.cli.adapter.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import dev.homeport.cli.exit.CommandFailure;
import dev.homeport.cli.exit.ExitCode;
import dev.homeport.regionrouter.adapter.json.RouteJson;
import dev.homeport.regionrouter.route.RouteAnswer;
import dev.homeport.regionrouter.route.RouteDecision;
import dev.homeport.regionrouter.route.Subject;
import dev.homeport.vocabulary.ErrorCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A plain HTTP server stands for a router that answers as it should, or as it should not. */
class ServerRoutesTest {

    private static final int PORT = 22_090;

    private final AtomicReference<String> asked = new AtomicReference<>("");
    private String answer = "";
    private int status = 200;
    private HttpServer server;
    private ServerRoutes routes;

    @BeforeEach
    void serve() throws IOException {
        var address = new InetSocketAddress(InetAddress.ofLiteral("127.42.2.1"), PORT);
        server = HttpServer.create(address, 1);
        server.createContext(
                "/",
                exchange -> {
                    asked.set(exchange.getRequestURI().getRawQuery());
                    var body = answer.getBytes(UTF_8);
                    exchange.sendResponseHeaders(status, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
        routes = new ServerRoutes(URI.create("http://127.42.2.1:" + PORT), Optional.empty());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aDecisionIsTakenOver() {
        var decision = new RouteDecision("ada", null, "routing-table", "canada", 3L, 9L, "so");
        answer = RouteJson.decision(decision);
        assertThat(routes.answer(Subject.handle("ada+好")))
                .isEqualTo(new RouteAnswer.Decided(decision));
        assertThat(asked).hasValue("handle=ada%2B%E5%A5%BD");
    }

    @Test
    void aRefusalIsTakenOver() {
        var refused =
                new RouteAnswer.Refused(ErrorCode.NOT_FOUND, "handle", "nemo", "not here", "look");
        status = 404;
        answer = RouteJson.problem(404, refused);
        assertThat(routes.answer(Subject.handle("nemo"))).isEqualTo(refused);
    }

    @Test
    void anAnswerOfSomebodyElseIsNotBelieved() {
        answer = "<html>welcome</html>";
        assertThatExceptionOfType(CommandFailure.class)
                .isThrownBy(() -> routes.answer(Subject.ip("2001:db8::1")))
                .withMessageContaining("does not answer like a region router")
                .extracting(CommandFailure::code)
                .isEqualTo(ExitCode.LATER);
        assertThat(asked).hasValue("ip=2001%3Adb8%3A%3A1");
    }

    @Test
    void aServerThatIsGoneIsSaidSo() {
        server.stop(0);
        assertThatExceptionOfType(CommandFailure.class)
                .isThrownBy(() -> routes.answer(Subject.account("7")))
                .withMessageContaining("cannot be asked")
                .extracting(CommandFailure::code)
                .isEqualTo(ExitCode.LATER);
    }
}
