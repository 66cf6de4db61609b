package dev.homeport.controlplane.app;

import dev.homeport.controlplane.decision.AccessChange;
import dev.homeport.controlplane.decision.Genesis;
import dev.homeport.controlplane.topology.Policy;
import dev.homeport.controlplane.topology.Site;
import dev.homeport.controlplane.topology.SiteState;
import dev.homeport.controlplane.topology.Topology;
import dev.homeport.quorumqueue.adapter.ratis.TlsFiles;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.LeasePolicy;
import dev.homeport.vocabulary.NodeName;
import dev.homeport.vocabulary.Quoted;
import dev.homeport.vocabulary.SiteId;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What a process of the control plane is told. Every key stands in a properties file, or in the
 * environment as {@code HOMEPORT_} and the key in capitals with underscores, which wins; keys that
 * are other processes' are passed over.
 *
 * <pre>
 *   fleet, site, node         who the process is
 *   sites                     all sites in the order in which shards were dealt out to them
 *   store.folder              what it keeps
 *   listen.control-rpc        HOST:PORT where sites watch the table
 *   listen.control-api        HOST:PORT of the HTTPS door
 *   listen.management         HOST:PORT for health, figures and status
 *   peers.control-raft        SITE/NODE=HOST:PORT,… all replicas as dialled from here
 *   peers.witness             SITE/NODE=HOST:PORT,… all witnesses as dialled from here
 *   tls.key, tls.certificate, tls.authority
 *   isolation.budget.millis   how long sites go on without a majority of witnesses, at first
 *   sites.access              SITE=https://HOST:PORT,… where clients reach the sites; may be left out
 * </pre>
 */
record CoordinationConfig(
        FleetId fleet,
        NodeName self,
        List<SiteId> sites,
        Path store,
        InetSocketAddress listenRpc,
        InetSocketAddress listenApi,
        InetSocketAddress listenManagement,
        Map<NodeName, InetSocketAddress> raftPeers,
        Map<SiteId, InetSocketAddress> witnesses,
        TlsFiles tls,
        long isolationBudgetMillis,
        Map<SiteId, List<URI>> access) {

    private static final String ENVIRONMENT_PREFIX = "HOMEPORT_";

    /**
     * Reads a configuration.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if a key is missing or wrong; the text names it
     */
    static CoordinationConfig read(Path file, Map<String, String> environment) throws IOException {
        var properties = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            properties.load(in);
        }
        return new Keys(properties, environment).read();
    }

    /** What the fleet begins with. */
    Genesis genesis() {
        var named =
                sites.stream()
                        .map(site ->
                                new Site(
                                        site,
                                        SiteState.IN_SERVICE,
                                        access.getOrDefault(site, List.of())))
                        .toList();
        return new Genesis(
                fleet,
                new Topology(named),
                new Policy(
                        LeasePolicy.uniform(sites, isolationBudgetMillis), Optional.empty()));
    }

    /** Where sites are reached, as far as this process was told. */
    AccessChange accessChange() {
        return new AccessChange(access);
    }

    /** The process's own folder, which holds its store and the order to format it. */
    Path folder() {
        return Objects.requireNonNull(store.toAbsolutePath().getParent(), "store.folder");
    }

    private record Keys(Properties file, Map<String, String> environment) {

        CoordinationConfig read() {
            var access = new TreeMap<SiteId, List<URI>>();
            list(optional("sites.access"))
                    .forEach(pair ->
                            access.computeIfAbsent(
                                            new SiteId(before(pair, "sites.access")),
                                            _ -> new ArrayList<>())
                                    .add(URI.create(pair.substring(pair.indexOf('=') + 1))));
            var witnesses = new TreeMap<SiteId, InetSocketAddress>();
            peers("peers.witness").forEach((node, at) -> witnesses.put(node.site(), at));
            return new CoordinationConfig(
                    FleetId.parse(required("fleet")),
                    new NodeName(new SiteId(required("site")), (int) number("node")),
                    list(required("sites")).stream().map(SiteId::new).toList(),
                    Path.of(required("store.folder")),
                    address("listen.control-rpc", required("listen.control-rpc")),
                    address("listen.control-api", required("listen.control-api")),
                    address("listen.management", required("listen.management")),
                    peers("peers.control-raft"),
                    witnesses,
                    new TlsFiles(
                            Path.of(required("tls.key")),
                            Path.of(required("tls.certificate")),
                            Path.of(required("tls.authority"))),
                    number("isolation.budget.millis"),
                    access);
        }

        private String optional(String key) {
            var variable =
                    ENVIRONMENT_PREFIX
                            + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
            var set = environment.get(variable);
            return (set != null ? set : file.getProperty(key, "")).strip();
        }

        private String required(String key) {
            var value = optional(key);
            if (value.isEmpty()) {
                throw new IllegalArgumentException(
                        key + ": is missing; set it in the file or in the environment");
            }
            return value;
        }

        private long number(String key) {
            var text = required(key);
            if (!text.matches("[1-9]\\d{0,9}")) {
                throw new IllegalArgumentException(
                        key + ": " + Quoted.of(text) + " is not a whole number of 1 or more");
            }
            return Long.parseLong(text);
        }

        private static List<String> list(String text) {
            var items = new ArrayList<String>();
            for (var item : text.split(",", -1)) {
                if (!item.isBlank()) {
                    items.add(item.strip());
                }
            }
            return items;
        }

        private static String before(String pair, String key) {
            var equals = pair.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(
                        key + ": " + Quoted.of(pair) + " is not of the form NAME=ADDRESS");
            }
            return pair.substring(0, equals);
        }

        private Map<NodeName, InetSocketAddress> peers(String key) {
            var peers = new TreeMap<NodeName, InetSocketAddress>();
            for (var pair : list(required(key))) {
                peers.put(
                        NodeName.parse(before(pair, key)),
                        address(key, pair.substring(pair.indexOf('=') + 1)));
            }
            return peers;
        }

        private static InetSocketAddress address(String key, String text) {
            var colon = text.lastIndexOf(':');
            if (colon < 1 || !text.substring(colon + 1).matches("[1-9]\\d{0,4}")) {
                throw new IllegalArgumentException(
                        key + ": " + Quoted.of(text) + " is not of the form HOST:PORT");
            }
            return new InetSocketAddress(
                    text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
        }
    }
}
