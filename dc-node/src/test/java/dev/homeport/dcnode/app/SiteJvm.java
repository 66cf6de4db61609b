package dev.homeport.dcnode.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A real process of a site. */
final class SiteJvm implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path folder;
    private final String management;
    private Optional<Process> process = Optional.empty();

    SiteJvm(Path folder, Map<String, String> configuration) throws IOException {
        this.folder = folder;
        this.management = "http://" + configuration.get("listen.management");
        Files.createDirectories(folder);
        Files.writeString(
                config(),
                configuration.entrySet().stream()
                        .map(line -> line.getKey() + "=" + line.getValue() + "\n")
                        .sorted()
                        .collect(Collectors.joining()));
    }

    private Path config() {
        return folder.resolve("homeport.properties");
    }

    void orderToFormat(String fleet) throws IOException {
        Files.writeString(folder.resolve("format.order"), fleet + "\n");
    }

    boolean hasOrder() {
        return Files.exists(folder.resolve("format.order"));
    }

    void start() throws IOException {
        var command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SiteMain.class.getName());
        var builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(folder.resolve("out").toFile()));
        builder.environment().put("HOMEPORT_CONFIG", config().toString());
        process = Optional.of(builder.start());
    }

    /** Ends it at once, as a power cut would. */
    void kill() throws InterruptedException {
        process.orElseThrow().destroyForcibly().waitFor();
    }

    /** Asks it to end, and gives its exit code. */
    int stop() throws InterruptedException {
        process.orElseThrow().destroy();
        return exitCode();
    }

    int exitCode() throws InterruptedException {
        assertThat(process.orElseThrow().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as(this::output)
                .isTrue();
        return process.orElseThrow().exitValue();
    }

    String output() {
        try {
            return Files.readString(folder.resolve("out"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    void awaitReady() {
        await(folder.toString())
                .atMost(PATIENCE)
                .failFast("it ended", () -> !process.orElseThrow().isAlive())
                .until(() -> get("/health/ready").map(HttpResponse::statusCode).orElse(0) == 200);
    }

    JsonObject status() {
        return get("/status").map(reply -> new JsonObject(reply.body())).orElseGet(JsonObject::new);
    }

    String metrics() {
        return get("/metrics").map(HttpResponse::body).orElse("");
    }

    private Optional<HttpResponse<String>> get(String path) {
        var request =
                HttpRequest.newBuilder(URI.create(management + path))
                        .timeout(Duration.ofSeconds(5))
                        .build();
        try {
            return Optional.of(http.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public void close() throws InterruptedException {
        if (process.isPresent()) {
            kill();
        }
        http.close();
    }
}
