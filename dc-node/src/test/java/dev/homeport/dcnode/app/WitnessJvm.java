package dev.homeport.dcnode.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.homeport.dcnode.home.TestAuthority;
import dev.homeport.vocabulary.ProcessIdentity;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.wireformat.adapter.protobuf.TableFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A real witness process. */
final class WitnessJvm implements AutoCloseable {

    static final int PORT = 25_000;
    private static final int HTTP_PORT = 25_001;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newHttpClient();
    private final SiteId site;
    private final String host;
    private final Path folder;
    private final Path config;
    private Optional<Process> process = Optional.empty();

    WitnessJvm(
            SiteId site,
            Map<SiteId, String> hosts,
            Path folder,
            TestAuthority authority,
            RoutingTable table)
            throws Exception {
        this.site = site;
        this.host = hosts.getOrDefault(site, "");
        this.folder = folder;
        this.config = folder.resolve("witness.properties");
        Files.createDirectories(folder);
        var tls = authority.issue(ProcessIdentity.of(table.fleet(), site, "witness", 3), host);
        var lines =
                new ArrayList<>(
                        List.of(
                                "fleet=" + table.fleet(),
                                "site=" + site,
                                "data=" + folder.resolve("data"),
                                "listen=" + host + ":" + PORT,
                                "http=" + host + ":" + HTTP_PORT,
                                "tls.key=" + tls.privateKey(),
                                "tls.certificate=" + tls.certificate(),
                                "tls.authority=" + tls.authority()));
        hosts.forEach((other, address) -> {
            if (!other.equals(site)) {
                lines.add("witness." + other + "=" + address + ":" + PORT);
            }
        });
        Files.write(config, lines);
        var tableFile = folder.resolve("table");
        Files.write(tableFile, TableFormat.write(table).toByteArray());
        assertThat(exitCodeOf("format", config.toString(), tableFile.toString())).isZero();
    }

    InetSocketAddress address() {
        return new InetSocketAddress(host, PORT);
    }

    Path store() {
        return folder.resolve("data/store");
    }

    Path config() {
        return config;
    }

    /** The journals of this boot and of the one before. */
    List<Path> journals() {
        return List.of(folder.resolve("data/journal"), folder.resolve("data/journal.previous"))
                .stream()
                .filter(Files::exists)
                .toList();
    }

    int exitCodeOf(String... arguments) throws Exception {
        var run = launch(arguments);
        assertThat(run.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return run.exitValue();
    }

    private Process launch(String... arguments) throws IOException {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Xmx96m",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-cp",
                                System.getProperty("java.class.path"),
                                WitnessMain.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
    }

    void start() throws IOException {
        process = Optional.of(launch("run", config.toString()));
    }

    void awaitReady() {
        await("witness " + site + ": " + log())
                .atMost(PATIENCE)
                .until(() -> status("/health/ready") == 200);
    }

    int status(String path) {
        return ask(path).map(HttpResponse::statusCode).orElse(0);
    }

    String body(String path) {
        return ask(path).map(HttpResponse::body).orElse("");
    }

    private Optional<HttpResponse<String>> ask(String path) {
        var request =
                HttpRequest.newBuilder(URI.create("http://" + host + ":" + HTTP_PORT + path))
                        .timeout(Duration.ofSeconds(2))
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

    String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process.map(Process::isAlive).orElse(false);
    }

    /** As by {@code kill -9}. */
    void kill() throws InterruptedException {
        if (process.isPresent()) {
            process.get().destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    /** As by SIGTERM. */
    int stop() throws InterruptedException {
        var stopping = process.orElseThrow();
        stopping.destroy();
        assertThat(stopping.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return stopping.exitValue();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
        http.close();
    }
}
