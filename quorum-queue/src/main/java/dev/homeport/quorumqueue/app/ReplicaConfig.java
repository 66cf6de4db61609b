package dev.homeport.quorumqueue.app;

import dev.homeport.quorumqueue.StartException;
import dev.homeport.quorumqueue.StopReason;
import dev.homeport.quorumqueue.adapter.ratis.ReplicaSettings;
import dev.homeport.quorumqueue.adapter.ratis.Timing;
import dev.homeport.quorumqueue.adapter.ratis.TlsFiles;
import dev.homeport.quorumqueue.batching.BatchLimits;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.SiteId;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads a replica's settings from a properties file; an environment variable of the same name in
 * capitals with underscores, after {@code HOMEPORT_}, wins over a line of the file.
 *
 * <pre>
 * store.folder      the formatted folder                              required
 * fleet             id of the fleet                                   required
 * site              name of the site                                  required
 * node              number of the node in the site                    required
 * peers             1=HOST:PORT,2=HOST:PORT,3=HOST:PORT               required
 * leaders.preferred 1,2: who lead whenever they can                   nobody
 * tls.key           private key in PEM                                required
 * tls.certificate   certificate in PEM                                required
 * tls.authority     the authority's certificate in PEM                required
 * log.cap.bytes     how large the log may grow                        8589934592
 * election.min.ms   shortest time without a leader before an election 300
 * election.max.ms   longest such time                                 600
 * request.ms        how long a request between replicas may take      1500
 * </pre>
 */
public final class ReplicaConfig {

    private static final String ENVIRONMENT_PREFIX = "HOMEPORT_";

    private final Properties file;
    private final Map<String, String> environment;

    private ReplicaConfig(Properties file, Map<String, String> environment) {
        this.file = file;
        this.environment = environment;
    }

    /**
     * Reads settings.
     *
     * @param path the properties file
     * @param environment the environment variables
     * @throws StartException if the file cannot be read, or a value is missing or malformed
     */
    public static ReplicaSettings read(Path path, Map<String, String> environment)
            throws StartException {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(path)) {
            properties.load(reader);
            return new ReplicaConfig(properties, environment).settings();
        } catch (IOException e) {
            throw bad("configuration " + path + " cannot be read: " + e, e);
        } catch (IllegalArgumentException e) {
            throw bad("configuration " + path + ": " + e.getMessage(), e);
        }
    }

    private static StartException bad(String message, Exception cause) {
        return new StartException(StopReason.BAD_CONFIGURATION, message, cause);
    }

    private ReplicaSettings settings() {
        return new ReplicaSettings(
                Path.of(required("store.folder")),
                FleetId.parse(required("fleet")),
                new SiteId(required("site")),
                (int) number("node", required("node")),
                peers(required("peers")),
                leaders(value("leaders.preferred")),
                new TlsFiles(
                        Path.of(required("tls.key")),
                        Path.of(required("tls.certificate")),
                        Path.of(required("tls.authority"))),
                optional("log.cap.bytes", ReplicaSettings.DEFAULT_CAP_BYTES),
                BatchLimits.DEFAULT,
                new Timing(
                        (int) optional("election.min.ms", Timing.SITE.electionMinMillis()),
                        (int) optional("election.max.ms", Timing.SITE.electionMaxMillis()),
                        (int) optional("request.ms", Timing.SITE.requestMillis())));
    }

    private static Set<Integer> leaders(String numbers) {
        return numbers.isEmpty()
                ? Set.of()
                : Arrays.stream(numbers.split(",", -1))
                        .map(node -> (int) number("leaders.preferred", node.strip()))
                        .collect(Collectors.toUnmodifiableSet());
    }

    private String required(String name) {
        var value = value(name);
        if (value.isEmpty()) {
            throw new IllegalArgumentException(
                    name
                            + ": is missing; set it in the file, or "
                            + variable(name)
                            + " in the environment");
        }
        return value;
    }

    private long optional(String name, long otherwise) {
        var value = value(name);
        return value.isEmpty() ? otherwise : number(name, value);
    }

    private String value(String name) {
        var set = environment.get(variable(name));
        return (set != null ? set : file.getProperty(name, "")).strip();
    }

    private static String variable(String name) {
        return ENVIRONMENT_PREFIX + name.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    private static long number(String name, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + ": \"" + text + "\" is not a number", e);
        }
    }

    private static Map<Integer, InetSocketAddress> peers(String text) {
        var peers = new HashMap<Integer, InetSocketAddress>();
        for (var peer : text.split(",", -1)) {
            var equals = peer.indexOf('=');
            var colon = peer.lastIndexOf(':');
            if (equals < 1 || colon < equals) {
                throw new IllegalArgumentException(
                        "peers: \"" + peer + "\" is not of the form NODE=HOST:PORT");
            }
            peers.put(
                    (int) number("peers", peer.substring(0, equals).strip()),
                    InetSocketAddress.createUnresolved(
                            peer.substring(equals + 1, colon),
                            (int) number("peers", peer.substring(colon + 1).strip())));
        }
        return peers;
    }
}
