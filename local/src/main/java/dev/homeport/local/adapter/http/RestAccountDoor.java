package dev.homeport.local.adapter.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.homeport.local.account.AccountDoor;
import dev.homeport.vocabulary.AccountId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Set;

/** Registers accounts over a site's REST door. Thread-safe. */
public final class RestAccountDoor implements AccountDoor {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration BOUND = Duration.ofSeconds(10);
    private static final int CREATED = 201;
    private static final Set<Integer> PASSING = Set.of(421, 429, 503);

    private final HttpClient http;
    private final String registrarToken;

    /**
     * Makes a client; connects to nothing yet.
     *
     * @param authority the certificate that the sites are signed by, PEM
     * @param registrarToken what entitles the caller
     */
    public RestAccountDoor(Path authority, String registrarToken)
            throws IOException, GeneralSecurityException {
        this.http =
                HttpClient.newBuilder()
                        .connectTimeout(BOUND)
                        .sslContext(TrustedAuthority.context(authority))
                        .build();
        this.registrarToken = registrarToken;
    }

    @Override
    public AccountId register(URI access, String handle, String requestId)
            throws IOException, InterruptedException {
        var body = JSON.createObjectNode().put("requestId", requestId).put("handle", handle);
        var request =
                HttpRequest.newBuilder(access.resolve("/v1/accounts"))
                        .timeout(BOUND)
                        .header("Authorization", "Bearer " + registrarToken)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                        .build();
        var answer = send(request);
        var json = tree(answer.body());
        if (answer.statusCode() == CREATED && json.path("account").isIntegralNumber()) {
            return new AccountId(json.path("account").asLong());
        }
        var reason =
                access
                        + " answers "
                        + answer.statusCode()
                        + " "
                        + json.path("code").asText()
                        + ": "
                        + json.path("detail").asText();
        throw PASSING.contains(answer.statusCode())
                ? new TryAgainException(reason)
                : new IOException(reason);
    }

    private HttpResponse<String> send(HttpRequest request)
            throws TryAgainException, InterruptedException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new TryAgainException(request.uri() + " cannot be asked: " + e, e);
        }
    }

    private static JsonNode tree(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
