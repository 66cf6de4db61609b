package dev.homeport.cli.adapter.http;

import dev.homeport.cli.exit.CommandFailure;
import dev.homeport.cli.exit.ExitCode;
import dev.homeport.cli.route.explain.RouteSource;
import dev.homeport.regionrouter.adapter.json.RouteJson;
import dev.homeport.regionrouter.route.RouteAnswer;
import dev.homeport.regionrouter.route.Subject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Asks a region router. Gives up after {@value #DEADLINE_SECONDS} seconds. Thread-safe.
 *
 * @param server base address of the router
 * @param authority PEM file of the authority that signed its certificate, if not a public one
 */
public record ServerRoutes(URI server, Optional<Path> authority) implements RouteSource {

    private static final int DEADLINE_SECONDS = 10;
    private static final Duration DEADLINE = Duration.ofSeconds(DEADLINE_SECONDS);
    private static final int CONNECT_SECONDS = 5;

    @Override
    public String name() {
        return "the router at " + server;
    }

    @Override
    public RouteAnswer answer(Subject subject) {
        try (var client = client()) {
            var request =
                    HttpRequest.newBuilder(server.resolve("/v1/route?" + query(subject)))
                            .timeout(DEADLINE)
                            .build();
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            return read(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.LATER, "interrupted", e);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.LATER,
                    "server: " + server + " cannot be asked (" + e + "); check address and network",
                    e);
        }
    }

    private RouteAnswer read(String body) {
        try {
            return RouteJson.read(body);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.LATER,
                    "server: " + server + " does not answer like a region router: " + message(e),
                    e);
        }
    }

    private static String message(IOException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private static String query(Subject subject) {
        return switch (subject) {
            case Subject.Address address -> "ip=" + escaped(address);
            case Subject.Account account -> "account=" + escaped(account);
            case Subject.OfHandle handle -> "handle=" + escaped(handle);
        };
    }

    private static String escaped(Subject subject) {
        return URLEncoder.encode(subject.toString(), StandardCharsets.UTF_8);
    }

    private HttpClient client() {
        var client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(CONNECT_SECONDS));
        authority.ifPresent(file -> client.sslContext(trusting(file)));
        return client.build();
    }

    private static SSLContext trusting(Path file) {
        try (var pem = Files.newInputStream(file)) {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (var certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("authority-" + store.size(), certificate);
            }
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new CommandFailure(
                    ExitCode.USAGE, "ca: " + file + " is no PEM file of certificates: " + e, e);
        }
    }
}
