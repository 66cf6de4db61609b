package dev.homeport.local.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.homeport.local.account.AccountDoor;
import dev.homeport.local.adapter.bouncycastle.CertificateAuthority;
import dev.homeport.local.certificate.ReissuePolicy;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.FleetId;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestAccountDoorTest {

    private static final InetSocketAddress SITE = new InetSocketAddress("127.73.1.1", 23701);

    @TempDir Path folder;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile int status = 201;
    private volatile String answer = "{\"account\":4096,\"handle\":\"mei\",\"repeated\":false}";
    private HttpServer site;
    private RestAccountDoor door;

    @BeforeEach
    void open() throws Exception {
        CertificateAuthority.openOrCreate(
                folder,
                FleetId.parse("6f0f6f1e-5a4f-4c39-8d4e-0b7e7f6c2a11"),
                ReissuePolicy.USUAL,
                InstantSource.system(),
                new SecureRandom());
        site = HttpServer.create(SITE, 4);
        site.createContext(
                "/v1/accounts",
                exchange -> {
                    var body = exchange.getRequestBody().readAllBytes();
                    asked.add(
                            exchange.getRequestHeaders().getFirst("Authorization")
                                    + " "
                                    + new String(body, StandardCharsets.UTF_8));
                    var bytes = answer.getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(status, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
        site.start();
        door = new RestAccountDoor(folder.resolve("authority.pem"), "registrar-token");
    }

    @AfterEach
    void close() {
        door.close();
        site.stop(0);
    }

    @Test
    void accountIsAskedForByTheRegistrarAndItsIdReturned() throws Exception {
        assertThat(register()).isEqualTo(new AccountId(4096));
        assertThat(asked)
                .containsExactly(
                        "Bearer registrar-token {\"requestId\":\"demo-mei\",\"handle\":\"mei\"}");
    }

    @ParameterizedTest
    @ValueSource(ints = {421, 429, 503})
    void whatPassesMayBeTriedAgain(int passing) {
        status = passing;
        answer = "{\"code\":\"UNAVAILABLE\",\"detail\":\"no lease yet\"}";

        assertThatThrownBy(this::register)
                .isInstanceOf(AccountDoor.TryAgainException.class)
                .hasMessageContaining(passing + " UNAVAILABLE: no lease yet");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"code\":\"CONFLICT\",\"detail\":\"taken\"}", "garbage", ""})
    void refusalIsFinalAndTold(String body) {
        status = 409;
        answer = body;

        assertThatThrownBy(this::register)
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(AccountDoor.TryAgainException.class)
                .hasMessageContaining("answers 409");
    }

    @Test
    void siteOutOfReachMayBeTriedAgain() {
        site.stop(0);

        assertThatThrownBy(this::register)
                .isInstanceOf(AccountDoor.TryAgainException.class)
                .hasMessageContaining("cannot be asked");
    }

    private AccountId register() throws Exception {
        var access = URI.create("http://" + SITE.getHostString() + ":" + SITE.getPort());
        return door.register(access, "mei", "demo-mei");
    }
}
