package dev.homeport.regionrouter.adapter.https;

import dev.homeport.vocabulary.Backoff;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.NodeName;
import dev.homeport.vocabulary.ProcessIdentity;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * The doors of all replicas of the control plane. One is asked as long as it answers, then the
 * next; when none did, none is asked for a while that grows to some seconds. What is asked is no
 * secret, so it is enough to look at who answers before the answer is taken. A document that a
 * replica has not, such as one of something that cannot be, is empty. What a replica says that may
 * be cut off from the others counts only when none of them answers. Thread-safe; blocks for some
 * seconds at most, or for as long as the asker allows.
 */
public final class ControlDoors implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Backoff PAUSES = Backoff.ofMillis(500, 10_000);
    private static final int LARGEST_BYTES = 4 << 20;

    /** Said by a replica that may be cut off from the others. */
    private static final String CURRENT = "Homeport-Current";

    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;
    private static final int BAD_REQUEST = 400;

    private final List<Map.Entry<NodeName, InetSocketAddress>> replicas;
    private final FleetId fleet;
    private final HttpClient http;
    private final RandomGenerator chance;
    private final Lock lock = new ReentrantLock();

    // Guarded by the lock.
    private int asked;
    private int failedRounds;
    private long pausedUntilNanos = System.nanoTime();
    private String lastFailure = "nobody was asked";

    /**
     * The files of mutual TLS, in PEM. Immutable and thread-safe.
     *
     * @param certificate the router's certificate
     * @param key its private key
     * @param authority whom to trust
     */
    public record TlsFiles(Path certificate, Path key, Path authority) {}

    /**
     * What a replica said.
     *
     * @param by which one
     * @param body the document; empty if it is the one that the asker has, or there can be none
     * @param tag what stands for the document when it is asked for again
     * @param current whether the replica would know of anything newer, as far as it can tell
     */
    public record Answer(
            NodeName by, Optional<String> body, Optional<String> tag, boolean current) {}

    /**
     * Makes a client.
     *
     * @param replicas where each replica's door is; at least one
     * @param tls key and certificates
     * @param fleet whose replicas are believed
     * @param chance for the jitter of pauses
     * @throws IOException if the TLS files cannot be used
     */
    public ControlDoors(
            SortedMap<NodeName, InetSocketAddress> replicas,
            TlsFiles tls,
            FleetId fleet,
            RandomGenerator chance)
            throws IOException {
        this.replicas = List.copyOf(replicas.entrySet());
        this.fleet = fleet;
        this.chance = chance;
        this.asked = chance.nextInt(this.replicas.size());
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(CONNECT)
                        .sslContext(context(tls))
                        .build();
    }

    private static SSLContext context(TlsFiles files) throws IOException {
        try {
            var made =
                    SslContextBuilder.forClient()
                            .sslProvider(SslProvider.JDK)
                            .keyManager(files.certificate().toFile(), files.key().toFile())
                            .trustManager(files.authority().toFile())
                            .build();
            return ((JdkSslContext) made).context();
        } catch (IllegalArgumentException e) {
            throw new IOException("tls: " + files + " cannot be used: " + e.getMessage(), e);
        }
    }

    /**
     * Asks for a document.
     *
     * @param path its path
     * @param tag what {@link Answer#tag} said of the one that the asker has
     * @throws IOException if no replica gave an answer that can be believed
     */
    public Answer get(String path, Optional<String> tag) throws IOException {
        return get(path, tag, ANSWER);
    }

    /**
     * Asks for a document that a replica may take its time for.
     *
     * @param path its path
     * @param tag what {@link Answer#tag} said of the one that the asker has
     * @param atMost how long each replica may take
     * @throws IOException if no replica gave an answer that can be believed
     */
    public Answer get(String path, Optional<String> tag, Duration atMost) throws IOException {
        var first = first();
        var failure = "nobody was asked";
        Optional<Answer> dated = Optional.empty();
        for (var tried = 0; tried < replicas.size(); tried++) {
            var at = (first + tried) % replicas.size();
            var replica = replicas.get(at);
            try {
                var answer = ask(replica.getKey(), replica.getValue(), path, tag, atMost);
                if (answer.current()) {
                    answered(at);
                    return answer;
                }
                dated = dated.or(() -> Optional.of(answer));
            } catch (IOException e) {
                failure = replica.getKey() + ": " + e.getMessage();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
        if (dated.isPresent()) {
            // Better than nothing; the next one is asked first next time.
            answered((first + 1) % replicas.size());
            return dated.get();
        }
        pause(failure);
        throw new IOException(failure);
    }

    private int first() throws IOException {
        lock.lock();
        try {
            if (failedRounds > 0 && System.nanoTime() - pausedUntilNanos < 0) {
                throw new IOException(lastFailure);
            }
            return asked;
        } finally {
            lock.unlock();
        }
    }

    private void answered(int replica) {
        lock.lock();
        try {
            asked = replica;
            failedRounds = 0;
        } finally {
            lock.unlock();
        }
    }

    private void pause(String failure) {
        lock.lock();
        try {
            lastFailure = failure;
            failedRounds++;
            pausedUntilNanos = System.nanoTime() + PAUSES.delay(failedRounds, chance).toNanos();
        } finally {
            lock.unlock();
        }
    }

    private Answer ask(
            NodeName replica,
            InetSocketAddress address,
            String path,
            Optional<String> tag,
            Duration atMost)
            throws IOException, InterruptedException {
        var uri = URI.create("https://" + address.getHostString() + ":" + address.getPort() + path);
        var request = HttpRequest.newBuilder(uri).timeout(atMost);
        tag.ifPresent(known -> request.header("If-None-Match", known));
        var answer =
                http.send(
                        request.build(),
                        BodyHandlers.limiting(BodyHandlers.ofString(), LARGEST_BYTES));
        checkIdentity(replica, answer.sslSession());
        var newTag = answer.headers().firstValue("ETag");
        var current = answer.headers().firstValue(CURRENT).filter("false"::equals).isEmpty();
        return switch (answer.statusCode()) {
            case OK -> new Answer(replica, Optional.of(answer.body()), newTag, current);
            case NOT_MODIFIED, NO_CONTENT ->
                    new Answer(replica, Optional.empty(), newTag.or(() -> tag), current);
            case BAD_REQUEST -> new Answer(replica, Optional.empty(), Optional.empty(), current);
            default -> throw refused(answer);
        };
    }

    private static IOException refused(HttpResponse<String> answer) {
        var text = answer.body().strip();
        return new IOException(
                "answers "
                        + answer.statusCode()
                        + ": "
                        + text.substring(0, Math.min(text.length(), 200)));
    }

    private void checkIdentity(NodeName replica, Optional<SSLSession> session) throws IOException {
        try {
            if (session.isPresent()
                    && session.get().getPeerCertificates()[0] instanceof X509Certificate shown) {
                var identity = ProcessIdentity.of(shown);
                if (identity.fleet().equals(fleet)
                        && identity.site().equals(Optional.of(replica.site()))
                        && identity.node() == replica.node()
                        && identity.roles().contains("control")) {
                    return;
                }
                throw new IOException("is answered by " + identity);
            }
            throw new IOException("is answered by nobody known");
        } catch (SSLPeerUnverifiedException | CertificateException e) {
            throw new IOException("is answered by nobody known: " + e.getMessage(), e);
        }
    }

    /** Closes the connections. */
    @Override
    public void close() {
        http.shutdownNow();
    }
}
