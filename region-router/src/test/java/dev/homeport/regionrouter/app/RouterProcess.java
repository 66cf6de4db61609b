package dev.homeport.regionrouter.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A real router in a process of its own, as the build has packaged it. */
final class RouterProcess implements AutoCloseable {

    static final Path GEO = Path.of("geo", "geo-whois-asn-country.mmdb").toAbsolutePath();
    private static final Duration START = Duration.ofSeconds(60);
    private static final long END_SECONDS = 20;

    private final Process process;
    private final Path log;
    private final HttpClient http;
    private final String management;

    private RouterProcess(Process process, Path log, HttpClient http, String management) {
        this.process = process;
        this.log = log;
        this.http = http;
        this.management = management;
    }

    /** Settings of a router on one loopback address, in the clear. */
    static Map<String, String> settings(String address, int port, Path folder) {
        var settings = new HashMap<String, String>();
        settings.put("listen.address", address);
        settings.put("listen.port", Integer.toString(port));
        settings.put("management.address", address);
        settings.put("management.port", Integer.toString(port + 1));
        settings.put("insecure-loopback", "true");
        settings.put("geo.database", GEO.toString());
        settings.put("table.file", folder.resolve("table.yaml").toString());
        settings.put("table.poll", "50ms");
        settings.put("data.folder", folder.resolve("data").toString());
        return settings;
    }

    /** Starts a router and returns at once. */
    static RouterProcess start(Map<String, String> settings, Path folder, HttpClient http)
            throws IOException {
        var properties = new Properties();
        settings.forEach((name, value) -> properties.put("homeport.router." + name, value));
        var config = folder.resolve("router.properties");
        try (var text = Files.newBufferedWriter(config)) {
            properties.store(text, null);
        }
        var log = folder.resolve("router.log");
        var process = builder(log, config.toString()).start();
        var scheme = settings.containsKey("insecure-loopback") ? "http" : "https";
        var management =
                scheme
                        + "://"
                        + settings.get("management.address")
                        + ":"
                        + settings.get("management.port");
        return new RouterProcess(process, log, http, management);
    }

    /** Starts a router as a process of a fleet and returns at once. */
    static RouterProcess startInFleet(Map<String, String> keys, Path folder, HttpClient http)
            throws IOException {
        var properties = new Properties();
        properties.putAll(keys);
        var config = folder.resolve("homeport.properties");
        try (var text = Files.newBufferedWriter(config)) {
            properties.store(text, null);
        }
        var log = folder.resolve("router.log");
        var builder = builder(log);
        builder.environment().put("HOMEPORT_CONFIG", config.toString());
        return new RouterProcess(
                builder.start(), log, http, "http://" + keys.get("listen.management"));
    }

    private static ProcessBuilder builder(Path log, String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx128m"));
        command.addAll(List.of("-jar", "target/quarkus-app/quarkus-run.jar"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    }

    /** Waits until the router lives, ready or not. */
    RouterProcess awaitStarted() {
        Awaitility.await("started")
                .atMost(START)
                .pollInterval(Duration.ofMillis(50))
                .failFast(this::refuseIfEnded)
                .ignoreExceptions()
                .until(() -> health("started") == 200);
        return this;
    }

    private void refuseIfEnded() {
        if (!process.isAlive()) {
            throw new AssertionError("the router ended: " + log());
        }
    }

    int health(String kind) throws IOException, InterruptedException {
        return management("/health/" + kind).statusCode();
    }

    HttpResponse<String> management(String path) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(management + path))
                        .timeout(Duration.ofSeconds(5))
                        .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What it has written to stdout and stderr so far. */
    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Sends SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** Waits for the end and returns the exit code. */
    int awaitExit() throws InterruptedException {
        if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("still running: " + log());
        }
        return process.exitValue();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor(END_SECONDS, TimeUnit.SECONDS);
        }
    }
}
