package dev.homeport.regionrouter.app;

import com.google.common.base.Splitter;
import dev.homeport.regionrouter.address.IpAddress;
import dev.homeport.regionrouter.address.IpBlock;
import dev.homeport.regionrouter.clientaddress.ProxyTrust;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.NodeName;
import dev.homeport.vocabulary.Quoted;
import dev.homeport.vocabulary.SiteId;
import io.netty.bootstrap.ChannelInitializerExtension;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a router is told when it starts. Every name below stands under {@code homeport.router.}.
 * Immutable and thread-safe.
 *
 * @param listenAddress {@code listen.address}: where clients come in; no default, so that nothing
 *     is open that nobody asked for
 * @param listenPort {@code listen.port}
 * @param managementAddress {@code management.address}: where health and metrics are
 * @param managementPort {@code management.port}
 * @param managementPlain {@code management.plain}: whether that speaks plain HTTP beside a door
 *     with TLS, for probes and scrapers; false unless set
 * @param node {@code node}: the router's number; 1 unless set
 * @param tls {@code tls.certificate}, {@code tls.key}, {@code tls.client-trust}: PEM files; empty
 *     only with {@code insecure-loopback=true}, which both addresses must then be
 * @param geoDatabase {@code geo.database}: the country database, its checksum beside it
 * @param geoRules {@code geo.rules}: rules to use in place of the shipped ones
 * @param tables where routing tables are from: {@code table.file}, or {@code control.replicas} and
 *     {@code fleet}
 * @param tablePollMillis {@code table.poll}: how often is looked for a newer one; 1s unless set
 * @param dataFolder {@code data.folder}: the router's own, for the copy of the table
 * @param trust {@code proxies.identities} and {@code proxies.hops}: whose headers are believed
 * @param accessBySite {@code access.SITE}: where clients reach that site
 * @param drainMillis {@code drain.timeout}: how long requests in flight may take after SIGTERM; 10s
 *     unless set
 * @param mostConnections {@code limits.connections}: how many clients may be connected at a time;
 *     10000 unless set
 * @param requestMillis {@code limits.request}: how long a request may take until all of it is
 *     there, its connection included if it is the first; 10s unless set
 */
record RouterSettings(
        IpAddress listenAddress,
        int listenPort,
        IpAddress managementAddress,
        int managementPort,
        boolean managementPlain,
        int node,
        Optional<Tls> tls,
        Path geoDatabase,
        Optional<Path> geoRules,
        TableSettings tables,
        long tablePollMillis,
        Path dataFolder,
        ProxyTrust trust,
        Map<String, String> accessBySite,
        long drainMillis,
        int mostConnections,
        long requestMillis) {

    static final String PREFIX = "homeport.router.";
    private static final IpAddress LOOPBACK = IpAddress.parse("127.0.0.1");
    private static final Path NOWHERE = Path.of("");
    private static final FleetId NO_FLEET = FleetId.parse("00000000-0000-0000-0000-000000000000");
    private static final long USUAL_POLL_MILLIS = 1_000;
    private static final long USUAL_DRAIN_MILLIS = 10_000;
    private static final int USUAL_CONNECTIONS = 10_000;
    private static final long USUAL_REQUEST_MILLIS = 10_000;
    private static final int MOST_CONNECTIONS = 1_000_000;
    private static final Splitter LIST = Splitter.on(',').trimResults().omitEmptyStrings();

    RouterSettings {
        accessBySite = Map.copyOf(accessBySite);
    }

    /**
     * The files that TLS needs.
     *
     * @param certificate the router's chain, PEM
     * @param key its private key, PEM
     * @param clientTrust the authorities that sign the certificates of proxies, PEM
     */
    record Tls(Path certificate, Path key, Optional<Path> clientTrust) {}

    /**
     * Reads settings.
     *
     * @param file the properties of the configuration file
     * @param environment environment variables, which go before the file
     * @throws InvalidSettings if any is missing, malformed, unknown or contradicts another
     */
    static RouterSettings read(Map<String, String> file, Map<String, String> environment) {
        var reader = new SettingsReader(PREFIX, file, environment);
        var listen = reader.required("listen.address", IpAddress::parse, LOOPBACK);
        var management = reader.required("management.address", IpAddress::parse, LOOPBACK);
        var settings =
                new RouterSettings(
                        listen,
                        reader.required("listen.port", SettingsReader::port, 0),
                        management,
                        reader.required("management.port", SettingsReader::port, 0),
                        reader.optional("management.plain", SettingsReader::flag).orElse(false),
                        reader.optional("node", text -> (int) SettingsReader.number(text, 1, 255))
                                .orElse(1),
                        tls(reader, List.of(listen, management)),
                        reader.required("geo.database", Path::of, NOWHERE),
                        reader.optional("geo.rules", Path::of),
                        tables(reader),
                        reader.optional("table.poll", SettingsReader::millis)
                                .orElse(USUAL_POLL_MILLIS),
                        reader.required("data.folder", Path::of, NOWHERE),
                        trust(reader),
                        access(reader),
                        reader.optional("drain.timeout", SettingsReader::millis)
                                .orElse(USUAL_DRAIN_MILLIS),
                        reader.optional("limits.connections", RouterSettings::connections)
                                .orElse(USUAL_CONNECTIONS),
                        reader.optional("limits.request", SettingsReader::millis)
                                .orElse(USUAL_REQUEST_MILLIS));
        if (settings.tablePollMillis() < 1) {
            reader.refuse(PREFIX + "table.poll: must not be 0");
        }
        if (settings.requestMillis() < 1) {
            reader.refuse(PREFIX + "limits.request: must not be 0");
        }
        if (!settings.trust().identities().isEmpty()
                && settings.tls().flatMap(Tls::clientTrust).isEmpty()) {
            reader.refuse(
                    PREFIX
                            + "proxies.identities: no proxy can prove an identity without "
                            + PREFIX
                            + "tls.client-trust; set that, or leave the identities out");
        }
        if (settings.tables() instanceof TableSettings.OfControlPlane
                && settings.tls().flatMap(Tls::clientTrust).isEmpty()) {
            reader.refuse(
                    PREFIX
                            + "control.replicas: the control plane is asked over mutual TLS; set "
                            + PREFIX
                            + "tls.certificate, tls.key and tls.client-trust");
        }
        reader.finish();
        return settings;
    }

    private static TableSettings tables(SettingsReader reader) {
        var replicas = reader.optional("control.replicas", RouterSettings::replicas);
        if (replicas.isEmpty()) {
            return new TableSettings.OfFile(reader.required("table.file", Path::of, NOWHERE));
        }
        return new TableSettings.OfControlPlane(
                reader.required("fleet", FleetId::parse, NO_FLEET), replicas.get());
    }

    private static SortedMap<NodeName, InetSocketAddress> replicas(String text) {
        var replicas = new TreeMap<NodeName, InetSocketAddress>();
        for (var replica : LIST.split(text)) {
            var equals = replica.indexOf('=');
            var colon = replica.lastIndexOf(':');
            if (equals < 1 || colon <= equals + 1) {
                throw new IllegalArgumentException(
                        Quoted.of(replica) + " is not SITE/NODE=HOST:PORT");
            }
            replicas.put(
                    NodeName.parse(replica.substring(0, equals)),
                    InetSocketAddress.createUnresolved(
                            replica.substring(equals + 1, colon),
                            SettingsReader.port(replica.substring(colon + 1))));
        }
        return replicas;
    }

    private static Optional<Tls> tls(SettingsReader reader, List<IpAddress> addresses) {
        var certificate = reader.optional("tls.certificate", Path::of);
        var key = reader.optional("tls.key", Path::of);
        var clientTrust = reader.optional("tls.client-trust", Path::of);
        var insecure = reader.optional("insecure-loopback", SettingsReader::flag).orElse(false);
        if (certificate.isPresent() != key.isPresent()) {
            reader.refuse(
                    PREFIX + "tls.certificate and " + PREFIX + "tls.key: set both or neither");
            return Optional.empty();
        }
        if (certificate.isPresent() && key.isPresent()) {
            if (insecure) {
                reader.refuse(PREFIX + "insecure-loopback: contradicts tls.certificate; set one");
            }
            return Optional.of(new Tls(certificate.get(), key.get(), clientTrust));
        }
        if (clientTrust.isPresent()) {
            reader.refuse(PREFIX + "tls.client-trust: needs tls.certificate and tls.key");
        }
        if (!insecure) {
            reader.refuse(
                    PREFIX
                            + "tls.certificate: is missing, and nothing is served in the clear"
                            + " unasked; set it and tls.key, or, on loopback addresses only, "
                            + PREFIX
                            + "insecure-loopback=true");
        } else if (!addresses.stream().allMatch(ip -> ip.toInetAddress().isLoopbackAddress())) {
            reader.refuse(
                    PREFIX
                            + "insecure-loopback: "
                            + addresses
                            + " are not all loopback addresses; use 127.0.0.1, or TLS");
        }
        return Optional.empty();
    }

    private static ProxyTrust trust(SettingsReader reader) {
        var identities = reader.optional("proxies.identities", RouterSettings::identities);
        var hops =
                reader.optional(
                        "proxies.hops",
                        text -> LIST.splitToStream(text).map(IpBlock::parse).toList());
        return new ProxyTrust(new HashSet<>(identities.orElse(List.of())), hops.orElse(List.of()));
    }

    private static List<String> identities(String text) {
        var identities = LIST.splitToList(text);
        identities.forEach(identity -> {
            if (!URI.create(identity).isAbsolute()) {
                throw new IllegalArgumentException(
                        identity + " is no URI as a certificate names it");
            }
        });
        return identities;
    }

    private static Map<String, String> access(SettingsReader reader) {
        var access = new TreeMap<String, String>();
        reader.below("access")
                .forEach((site, url) -> {
                    try {
                        access.put(new SiteId(site).name(), URI.create(url).toString());
                    } catch (IllegalArgumentException e) {
                        reader.refuse(PREFIX + "access." + site + ": " + e.getMessage());
                    }
                });
        return access;
    }

    private static int connections(String text) {
        return (int) SettingsReader.number(text, 1, MOST_CONNECTIONS);
    }

    /** The same, in the words of the framework that hosts the router. */
    Map<String, String> forQuarkus() {
        var keys = new TreeMap<String, String>();
        keys.put("quarkus.http.host", listenAddress.toString());
        keys.put("quarkus.management.host", managementAddress.toString());
        keys.put("quarkus.management.port", Integer.toString(managementPort));
        keys.put("quarkus.shutdown.timeout", drainMillis + "ms");
        // Has Netty look for BoundedDoor.
        keys.put(ChannelInitializerExtension.EXTENSIONS_SYSTEM_PROPERTY, "serviceload");
        // What is no URI gets an answer of ours, with the mend, and not an empty one.
        keys.put("vertx.disableURIValidation", "true");
        if (tls.isEmpty()) {
            keys.put("quarkus.http.port", Integer.toString(listenPort));
            keys.put("quarkus.http.insecure-requests", "enabled");
            return keys;
        }
        keys.put("quarkus.http.ssl-port", Integer.toString(listenPort));
        keys.put("quarkus.http.insecure-requests", "disabled");
        keys.put("quarkus.http.tls-configuration-name", "door");
        if (!managementPlain) {
            keys.put("quarkus.management.tls-configuration-name", "door");
        }
        keys.put("quarkus.tls.door.key-store.pem.0.cert", tls.get().certificate().toString());
        keys.put("quarkus.tls.door.key-store.pem.0.key", tls.get().key().toString());
        tls.get()
                .clientTrust()
                .ifPresent(trusted ->
                        keys.put("quarkus.tls.door.trust-store.pem.certs", trusted.toString()));
        return keys;
    }
}
