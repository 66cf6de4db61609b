package dev.homeport.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
        act("hold", "site", site.name());
    }

    /** Kills a process, and keeps it dead. */
    void hold(String process) throws IOException, InterruptedException {
        act("hold", "name", process);
    }

    /** Has the processes of a site started again, and supervised. */
    void release(SiteId site) throws IOException, InterruptedException {
        act("release", "site", site.name());
    }

    /** Has a process started again, and supervised. */
    void release(String process) throws IOException, InterruptedException {
        act("release", "name", process);
    }

    /** How the launcher sees a process; it needs nobody else for that. */
    JsonNode process(String name) throws IOException, InterruptedException {
        return Fleet.stream(ask(request().GET()).path("processes"))
                .filter(each -> each.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the launcher does not know " + name));
    }

    private void act(String action, String whose, String name)
            throws IOException, InterruptedException {
        var body = JSON.createObjectNode().put("action", action).put(whose, name);
        var _ = ask(request().POST(BodyPublishers.ofString(body.toString())));
    }

    private HttpRequest.Builder request() throws IOException {
        var folder = fleet.stateFolder();
        var launcher = JSON.readTree(folder.resolve("fleet.json").toFile()).path("wan").asText();
        var token = Files.readString(folder.resolve("control-token")).strip();
        return HttpRequest.newBuilder(URI.create(launcher + "/processes"))
                .timeout(BOUND)
                .header("Authorization", "Bearer " + token);
    }

    private static JsonNode ask(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(request.build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return JSON.readTree(answer.body());
        }
    }
}
