package dev.homeport.controlplane.app;

import dev.homeport.controlplane.decision.AccessChange;
import dev.homeport.controlplane.decision.Genesis;
import dev.homeport.controlplane.topology.Policy;
import dev.homeport.controlplane.topology.Site;
import dev.homeport.controlplane.topology.SiteState;
import dev.homeport.controlplane.topology.Topology;
import dev.homeport.coordinator.adapter.file.SecretFiles;
import dev.homeport.coordinator.app.CoordinatorSettings;
import dev.homeport.coordinator.handle.ClaimHash;
import dev.homeport.process.adapter.grpc.TlsFiles;
import dev.homeport.process.app.Configuration;
import dev.homeport.process.app.Configuration.InvalidException;
import dev.homeport.quorumqueue.adapter.ratis.ReplicaSettings;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.LeasePolicy;
import dev.homeport.vocabulary.NodeName;
import dev.homeport.vocabulary.Quoted;
import dev.homeport.vocabulary.SiteId;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a coordination process is configured with.
 *
 * <pre>
 *   fleet                    id of the fleet
 *   site, node               who this is in it
 *   roles                    coordinator, control: what this process is, joined by commas
 *   sites                    every site of the fleet, in the order that numbers them
 *   store.folder             everything that is kept
 *   listen.management        HOST:PORT for health, metrics and status
 *   peers.witness            SITE/NODE=HOST:PORT,… witnesses of all sites, as dialled from here
 *   tls.key, tls.certificate, tls.authority
 *   listen.coordinator-rpc   HOST:PORT where grants and claims are asked for  coordinator
 *   peers.coordinator-raft   all voters, this one's listener included         coordinator
 *   listen.control-rpc       HOST:PORT where sites watch the table            control
 *   listen.control-api       HOST:PORT of the HTTPS door                      control
 *   peers.control-raft       all replicas, this one's listener included       control
 *   peers.node-rpc           SITE/NODE=HOST:PORT,… nodes of all sites, asked  control
 *                            how they see their site
 *   peers.control-rpc        SITE/NODE=HOST:PORT,… replicas, asked what they  control
 *                            see (none are asked)
 *   peers.access             SITE/NODE=HOST:PORT,… doors of all sites, as     control
 *                            dialled from here (those of sites.access)
 *   isolation.budget.millis  length of the first table's leases, in all sites control
 *   claim.key                file with the claim secrets, to look handles up  both
 *                            (handles are looked up elsewhere)
 *   sites.access             SITE=https://HOST:PORT,… where clients reach     control
 *                            the sites (as recorded already)
 * </pre>
 *
 * @param fleet the fleet
 * @param self who this is
 * @param roles what this process is
 * @param sites every site, in order
 * @param store folder of everything that is kept
 * @param management where health, metrics and status are asked for
 * @param witnesses where each site's witness is dialled
 * @param tls key and certificates
 * @param values the rest, by key
 */
record CoordinationConfig(
        FleetId fleet,
        NodeName self,
        Set<Role> roles,
        List<SiteId> sites,
        Path store,
        InetSocketAddress management,
        SortedMap<SiteId, InetSocketAddress> witnesses,
        TlsFiles tls,
        Configuration values) {

    private static final String ACCESS = "sites.access";

    /** What a coordination process can be; a part's name is its role's in certificates too. */
    enum Role {
        /** A voter of the coordinator. */
        COORDINATOR("coordinator"),
        /** A replica of the control plane. */
        CONTROL("control");

        private final String label;

        Role(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }

        private static Role of(String label) {
            for (var role : values()) {
                if (role.label.equals(label)) {
                    return role;
                }
            }
            throw new IllegalArgumentException(
                    Quoted.of(label)
                            + " is not a role of a coordination process; use coordinator, control"
                            + " or both");
        }
    }

    /**
     * Reads a configuration.
     *
     * @throws InvalidException if the file cannot be read, or a key is missing or wrong
     */
    static CoordinationConfig read(Path file, Map<String, String> environment)
            throws InvalidException {
        var values = Configuration.read(file, environment);
        var roles = new TreeSet<Role>();
        for (var name : values.list("roles")) {
            roles.add(values.required("roles", _ -> Role.of(name)));
        }
        var sites = new ArrayList<SiteId>();
        for (var name : values.list("sites")) {
            sites.add(values.required("sites", _ -> new SiteId(name)));
        }
        var site = values.required("site", SiteId::new);
        if (!sites.contains(site)) {
            throw new InvalidException("sites: " + sites + " do not name " + site + ", this site");
        }
        var witnesses = new TreeMap<SiteId, InetSocketAddress>();
        values.peers("peers.witness").forEach((node, at) -> witnesses.put(node.site(), at));
        return new CoordinationConfig(
                values.required("fleet", FleetId::parse),
                new NodeName(site, (int) values.number("node", 1, 1)),
                roles,
                List.copyOf(sites),
                values.required("store.folder", Path::of),
                values.address("listen.management"),
                witnesses,
                new TlsFiles(
                        values.required("tls.key", Path::of),
                        values.required("tls.certificate", Path::of),
                        values.required("tls.authority", Path::of)),
                values);
    }

    boolean is(Role role) {
        return roles.contains(role);
    }

    /** The name of the process, as people and the status page call it. */
    String name() {
        return self.site() + "-coordinator-" + self.node();
    }

    /** What the voter of the coordinator needs to know. */
    CoordinatorSettings coordinator() throws InvalidException {
        var key = "peers.coordinator-raft";
        var peers = peers(key);
        return new CoordinatorSettings(
                store.resolve(Role.COORDINATOR.label()),
                fleet,
                self,
                peers,
                values.address("listen.coordinator-rpc"),
                witnesses,
                tls);
    }

    /** What the replica of the control plane's log needs to know. */
    ReplicaSettings control() throws InvalidException {
        return ReplicaSettings.acrossSites(
                store.resolve(Role.CONTROL.label()),
                fleet,
                Role.CONTROL.label(),
                self,
                peers("peers.control-raft"),
                new dev.homeport.quorumqueue.adapter.ratis.TlsFiles(
                        tls.privateKey(), tls.certificate(), tls.authority()));
    }

    private SortedMap<NodeName, InetSocketAddress> peers(String key) throws InvalidException {
        var peers = values.peers(key);
        if (!peers.containsKey(self)) {
            throw new InvalidException(
                    key + ": " + peers.keySet() + " do not name " + self + ", this node");
        }
        return peers;
    }

    /** The nodes of all sites that are asked for reports. */
    SortedMap<NodeName, InetSocketAddress> siteNodes() throws InvalidException {
        return values.peers("peers.node-rpc");
    }

    /** The other replicas that are asked what they see; none if this process was told of none. */
    SortedMap<NodeName, InetSocketAddress> otherReplicas() throws InvalidException {
        var others = optionalPeers("peers.control-rpc");
        others.remove(self);
        return others;
    }

    /** How many replicas are a majority of all. */
    int majority() throws InvalidException {
        return peers("peers.control-raft").size() / 2 + 1;
    }

    /** The doors of each site that are looked at. */
    SortedMap<SiteId, List<InetSocketAddress>> doors() throws InvalidException {
        var doors = new TreeMap<SiteId, List<InetSocketAddress>>();
        optionalPeers("peers.access")
                .forEach((node, at) ->
                        doors.computeIfAbsent(node.site(), _ -> new ArrayList<>()).add(at));
        access().forEach((site, addresses) ->
                doors.computeIfAbsent(
                        site,
                        _ ->
                                addresses.stream()
                                        .map(at ->
                                                new InetSocketAddress(at.getHost(), at.getPort()))
                                        .toList()));
        return doors;
    }

    private SortedMap<NodeName, InetSocketAddress> optionalPeers(String key)
            throws InvalidException {
        return values.optional(key).isEmpty() ? new TreeMap<>() : new TreeMap<>(values.peers(key));
    }

    /** The claim secrets in use; none if this process was given none. */
    List<ClaimHash> claimHashes() throws InvalidException {
        return values.optional("claim.key").isEmpty()
                ? List.of()
                : values.required("claim.key", file -> SecretFiles.claimHashes(Path.of(file)));
    }

    /** What the fleet begins with. */
    Genesis genesis() throws InvalidException {
        values.required("isolation.budget.millis");
        var budgetMillis = values.number("isolation.budget.millis", 1_000, 1_000);
        var access = access();
        return values.required(
                "isolation.budget.millis",
                _ ->
                        new Genesis(
                                fleet,
                                new Topology(
                                        sites.stream().map(site -> named(site, access)).toList()),
                                new Policy(
                                        LeasePolicy.uniform(sites, budgetMillis),
                                        Optional.empty())));
    }

    private static Site named(SiteId site, Map<SiteId, List<URI>> access) {
        return new Site(site, SiteState.IN_SERVICE, access.getOrDefault(site, List.of()));
    }

    /** Where sites are reached, as far as this process was told. */
    AccessChange accessChange() throws InvalidException {
        return new AccessChange(access());
    }

    private Map<SiteId, List<URI>> access() throws InvalidException {
        var access = new TreeMap<SiteId, List<URI>>();
        if (values.optional(ACCESS).isEmpty()) {
            return access;
        }
        for (var pair : values.list(ACCESS)) {
            var equals = pair.indexOf('=');
            if (equals < 1) {
                throw new InvalidException(
                        ACCESS + ": " + Quoted.of(pair) + " is not SITE=https://HOST:PORT");
            }
            var site = values.required(ACCESS, _ -> new SiteId(pair.substring(0, equals)));
            if (!sites.contains(site)) {
                throw new InvalidException(ACCESS + ": " + site + " is none of " + sites);
            }
            var addresses = access.computeIfAbsent(site, _ -> new ArrayList<>());
            addresses.add(values.required(ACCESS, _ -> URI.create(pair.substring(equals + 1))));
            // Checked here, so that the message names the key.
            var _ = values.required(ACCESS, _ -> named(site, access));
        }
        return access;
    }
}
