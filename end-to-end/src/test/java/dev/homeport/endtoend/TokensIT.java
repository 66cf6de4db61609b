package dev.homeport.endtoend;

import static dev.homeport.endtoend.PlainSender.assertRefused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.client.Handle;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who is believed at the doors of the sites, and for what. */
@Order(2)
@ExtendWith(SharedFleet.class)
class TokensIT {

    private static HttpClient http(Fleet fleet) throws IOException {
        return fleet.folder().trust().client(Executors.newVirtualThreadPerTaskExecutor());
    }

    @Test
    void tokensThatTheFleetDidNotSignAreRefusedAtEverySite(Fleet fleet) throws Exception {
        var folder = fleet.folder();
        var good = folder.account(new Handle("mei")).token();
        var bad = Tokens.like(good, fleet.stateFolder()).bad();
        try (var http = http(fleet)) {
            for (var door : folder.doors()) {
                for (var path : new String[] {"/v1/messages", "/v1/accounts"}) {
                    var nobody = new PlainSender(http, door, "").post(path, new byte[0]);
                    assertRefused(nobody, 401, "UNAUTHENTICATED", "Authorization: is missing");
                    assertThat(nobody.headers().firstValue("WWW-Authenticate")).contains("Bearer");
                    for (var token : bad.entrySet()) {
                        assertRefused(
                                new PlainSender(http, door, token.getKey()).post(path, new byte[0]),
                                401,
                                "UNAUTHENTICATED",
                                token.getValue());
                    }
                }
                for (var token : bad.entrySet()) {
                    try (var socket = RawSocket.open(http.sslContext(), door)) {
                        socket.sayHello(token.getKey());
                        assertThat(socket.awaitClose())
                                .startsWith("4401 ")
                                .contains(token.getValue());
                    }
                }
            }
        }
    }

    @Test
    void tokensAreGoodForWhatTheyNameAndNothingElse(Fleet fleet) throws Exception {
        var folder = fleet.folder();
        var account = folder.account(new Handle("mei"));
        var registrar = folder.registrarToken();
        var registration =
                "{\"requestId\":\"%s\",\"handle\":\"stolen.handle\"}"
                        .formatted(UUID.randomUUID())
                        .getBytes(UTF_8);
        try (var http = http(fleet)) {
            for (var door : folder.doors()) {
                assertRefused(
                        new PlainSender(http, door, account.token())
                                .post("/v1/accounts", registration),
                        403,
                        "FORBIDDEN",
                        "needs a registrar's token");
                assertRefused(
                        new PlainSender(http, door, registrar).send("r", account.account()),
                        403,
                        "FORBIDDEN",
                        "does nothing else");
                try (var socket = RawSocket.open(http.sslContext(), door)) {
                    socket.sayHello(registrar);
                    assertThat(socket.awaitClose()).isEqualTo("4401 a registrar has no inbox");
                }
            }
        }
        assertThat(fleet.run("route", "explain", "--handle", "stolen.handle").code()).isEqualTo(3);
    }
}
