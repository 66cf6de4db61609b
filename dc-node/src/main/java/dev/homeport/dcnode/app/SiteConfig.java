package dev.homeport.dcnode.app;

import dev.homeport.dcnode.home.adapter.file.JournalFile;
import dev.homeport.process.adapter.grpc.TlsFiles;
import dev.homeport.process.app.Configuration;
import dev.homeport.process.app.Configuration.InvalidException;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.LeasePolicy;
import dev.homeport.vocabulary.NodeName;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.SiteId;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a process of a site is configured with.
 *
 * <pre>
 *   fleet                    id of the fleet
 *   site, node               who this is in it
 *   roles                    full, log, witness: what this process is, joined by commas
 *   sites                    every site of the fleet, in the order that numbers them
 *   isolation.budget.millis  length of the first table's leases (900000)
 *   store.folder             everything that is kept
 *   listen.node-rpc          HOST:PORT for other nodes                        full, log
 *   listen.access            HOST:PORT for clients and routers                full
 *   listen.witness           HOST:PORT for holders and witnesses              witness
 *   listen.management        HOST:PORT for health, metrics and status
 *   peers.log-raft           SITE/NODE=HOST:PORT,… replicas of this site's log
 *   peers.access             full nodes of this site, which lead its log if they can  (none)
 *   peers.node-rpc           nodes of all sites, as dialled from here
 *   peers.witness            witnesses of all sites
 *   peers.control-rpc        replicas of the control plane                    (none)
 *   peers.coordinator-rpc    voters of the account id coordinator             full (none)
 *   claim.key                file with a line VERSION HEX per claim secret    full with voters
 *   account.permutation.key  file with the key of account numbers, 64 digits  full with voters
 *   accounts.peak.per.day    accounts made here on the busiest day (10000)    full
 *   tls.key, tls.certificate, tls.authority
 *   token.verification.keys  the fleet's public keys for tokens               full
 *   database.url             jdbc:mysql://HOST:PORT/NAME                      full
 *   database.user            who signs in there (homeport_applier)            full
 *   database.folder          where USER.password lies                         full
 * </pre>
 *
 * @param fleet the fleet
 * @param self who this is
 * @param roles what this process is
 * @param sites every site, in order
 * @param isolationBudgetMillis length of the first table's leases
 * @param store folder of everything that is kept
 * @param management where health, metrics and status are asked for
 * @param tls key and certificates
 * @param values the rest, by key
 */
record SiteConfig(
        FleetId fleet,
        NodeName self,
        Set<Role> roles,
        List<SiteId> sites,
        long isolationBudgetMillis,
        Path store,
        InetSocketAddress management,
        TlsFiles tls,
        Configuration values) {

    private static final long USUAL_BUDGET_MILLIS = 15 * 60_000;
    private static final long DRAIN_MILLIS = 2_000;

    /** What a process of a site can be. */
    enum Role {
        /** Access, logic, storage, and a replica of the log. */
        FULL,
        /** A replica of the log and nothing else. */
        LOG,
        /** The site's witness. */
        WITNESS;

        private static Role of(String name) {
            for (var role : values()) {
                if (role.label().equals(name)) {
                    return role;
                }
            }
            throw new IllegalArgumentException(
                    "\"" + name + "\" is not a role of a site's process; use full, log or witness");
        }

        String label() {
            return switch (this) {
                case FULL -> "full";
                case LOG -> "log";
                case WITNESS -> "witness";
            };
        }
    }

    static SiteConfig read(Path file, Map<String, String> environment) throws InvalidException {
        var values = Configuration.read(file, environment);
        var roles = new TreeSet<Role>();
        for (var name : values.list("roles")) {
            roles.add(values.required("roles", _ -> Role.of(name)));
        }
        if (roles.contains(Role.FULL) && roles.contains(Role.LOG)) {
            throw new InvalidException(
                    "roles: a full node carries a replica already; leave out log");
        }
        var sites = new ArrayList<SiteId>();
        for (var name : values.list("sites")) {
            sites.add(values.required("sites", _ -> new SiteId(name)));
        }
        var site = values.required("site", SiteId::new);
        if (!sites.contains(site)) {
            throw new InvalidException("sites: " + sites + " do not name " + site + ", this site");
        }
        return new SiteConfig(
                values.required("fleet", FleetId::parse),
                new NodeName(site, (int) values.number("node", 1, 1)),
                roles,
                List.copyOf(sites),
                values.number("isolation.budget.millis", 1_000, USUAL_BUDGET_MILLIS),
                values.required("store.folder", Path::of),
                values.address("listen.management"),
                tls(values),
                values);
    }

    boolean is(Role role) {
        return roles.contains(role);
    }

    boolean holdsReplica() {
        return is(Role.FULL) || is(Role.LOG);
    }

    SiteId site() {
        return self.site();
    }

    /** The name of the process, as people and the status page call it. */
    String name() {
        var program = is(Role.FULL) ? Role.FULL : is(Role.LOG) ? Role.LOG : Role.WITNESS;
        return self.site() + "-" + program.label() + "-" + self.node();
    }

    /** The table that the fleet begins with. */
    RoutingTable genesis() {
        return RoutingTable.genesis(
                fleet, sites, LeasePolicy.uniform(sites, isolationBudgetMillis));
    }

    /** Where each node of this site that has a role listens, by number. */
    SortedMap<Integer, InetSocketAddress> ownPeers(String key) throws InvalidException {
        return values.peers(key).entrySet().stream()
                .filter(peer -> peer.getKey().site().equals(site()))
                .collect(
                        Collectors.toMap(
                                peer -> peer.getKey().node(),
                                Map.Entry::getValue,
                                (one, _) -> one,
                                TreeMap::new));
    }

    /** The replicas on full nodes: there appends begin, and there the view waits for commits. */
    Set<Integer> preferredLeaders() throws InvalidException {
        if (values.optional("peers.access").isEmpty()) {
            return Set.of();
        }
        var full = ownPeers("peers.access").keySet();
        full.retainAll(ownPeers("peers.log-raft").keySet());
        return full;
    }

    /** Where the witness of each site is dialled. */
    SortedMap<SiteId, InetSocketAddress> witnesses() throws InvalidException {
        var witnesses = new TreeMap<SiteId, InetSocketAddress>();
        values.peers("peers.witness").forEach((node, at) -> witnesses.put(node.site(), at));
        return witnesses;
    }

    Path logFolder() {
        return store.resolve("log");
    }

    Path tableFile() {
        return store.resolve("table");
    }

    /** What the witness in this process is configured with. */
    WitnessConfig witness() throws InvalidException {
        var others = witnesses();
        others.remove(site());
        return new WitnessConfig(
                fleet,
                site(),
                store.resolve("witness"),
                values.address("listen.witness"),
                Optional.empty(),
                tls,
                others,
                DRAIN_MILLIS,
                JournalFile.USUAL_BOUND_BYTES);
    }

    /** The files of mutual TLS. */
    static TlsFiles tls(Configuration values) throws InvalidException {
        return new TlsFiles(
                values.required("tls.key", Path::of),
                values.required("tls.certificate", Path::of),
                values.required("tls.authority", Path::of));
    }
}
