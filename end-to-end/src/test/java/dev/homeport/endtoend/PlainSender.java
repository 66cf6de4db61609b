package dev.homeport.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.homeport.client.SiteDoor;
import dev.homeport.vocabulary.AccountId;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * Sends by one plain call to one site, without the client's patience and without its care.
 *
 * @param token empty to show none
 */
record PlainSender(HttpClient http, SiteDoor door, String token) {

    private static final ObjectMapper JSON = new ObjectMapper();

    HttpResponse<String> send(String requestId, AccountId to)
            throws IOException, InterruptedException {
        var body =
                "{\"requestId\":\"%s\",\"to\":%s,\"text\":\"a plain call\"}"
                        .formatted(requestId, to);
        return post("/v1/messages", body.getBytes(UTF_8));
    }

    HttpResponse<String> post(String path, byte[] body) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(door.path(path))
                        .header("Content-Type", "application/json")
                        .timeout(Duration.ofSeconds(20))
                        .POST(BodyPublishers.ofByteArray(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /** Holds that an answer is a refusal in the one form that refusals have. */
    static void assertRefused(HttpResponse<String> answer, int status, String code, String detail)
            throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        var problem = JSON.readTree(answer.body());
        assertThat(problem.path("code").asText()).isEqualTo(code);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("detail").asText()).contains(detail);
    }
}
