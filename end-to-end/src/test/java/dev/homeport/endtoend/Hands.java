package dev.homeport.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.homeport.vocabulary.SiteId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;

/** Has the launcher do to processes what a supervisor that starts them again would undo. */
record Hands(Fleet fleet) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Processes are killed one after the other. */
    private static final Duration BOUND = Duration.ofMinutes(2);

    /** Kills every process of a site, its database among them, and keeps them dead. */
    void hold(SiteId site) throws IOException, InterruptedException {
        act("hold", site);
    }

    private void act(String action, SiteId site) throws IOException, InterruptedException {
        var folder = fleet.stateFolder();
        var launcher = JSON.readTree(folder.resolve("fleet.json").toFile()).path("wan").asText();
        var request =
                HttpRequest.newBuilder(URI.create(launcher + "/processes"))
                        .timeout(BOUND)
                        .header(
                                "Authorization",
                                "Bearer "
                                        + Files.readString(folder.resolve("control-token")).strip())
                        .POST(
                                BodyPublishers.ofString(
                                        "{\"action\":\"%s\",\"site\":\"%s\"}"
                                                .formatted(action, site)))
                        .build();
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
    }
}
