package dev.homeport.local.plan;

import dev.homeport.local.address.AddressPlan;
import dev.homeport.local.address.Endpoint;
import dev.homeport.local.address.LoopbackAddress;
import dev.homeport.local.address.PortRole;
import dev.homeport.local.certificate.CertificateFiles;
import dev.homeport.vocabulary.SiteId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Works out the configuration file of every process.
 *
 * <pre>
 * fleet, fleet.number          the fleet's id and number
 * site, node, roles            who the process is; no site outside the sites
 * sites                        all sites, in the order that numbers them
 * store.folder                 what it keeps
 * listen.ROLE                  HOST:PORT where it listens, per {@link PortRole#label}
 * peers                        NODE=HOST:PORT,… the replicas of its own site's log
 * peers.ROLE                   SITE/NODE=HOST:PORT,… who listens for that, as dialled from here
 * tls.key, tls.certificate, tls.authority
 * token.verification.keys      public keys of account tokens
 * claim.key                    file with the secrets that names are claimed under
 * account.permutation.key      file with the key that account ids are drawn under
 * proxies.identities           whose word about a client's address a router believes
 * isolation.budget.millis      how long a site goes on without a majority of witnesses
 * database.url, database.folder   the site's database; passwords lie in the folder
 * </pre>
 *
 * Every address of another site is the emulator's, as this process has to dial it. Immutable and
 * thread-safe.
 */
final class ProcessConfiguration {

    private final FleetSettings settings;
    private final FleetLayout layout;
    private final AddressPlan addresses;

    ProcessConfiguration(FleetSettings settings, FleetLayout layout) {
        this.settings = settings;
        this.layout = layout;
        this.addresses = settings.addresses();
    }

    SortedMap<String, String> of(
            Optional<SiteId> site,
            NodeTemplate template,
            Path folder,
            Map<PortRole, Endpoint> listens) {
        var certificate = new CertificateFiles(folder.resolve("certificate"));
        var configuration = new TreeMap<String, String>();
        configuration.put("fleet", settings.fleet().toString());
        configuration.put("fleet.number", settings.number().toString());
        site.ifPresent(of -> configuration.put("site", of.name()));
        configuration.put("node", Integer.toString(template.node()));
        configuration.put("roles", String.join(",", template.roles()));
        configuration.put(
                "sites",
                settings.sites().stream().map(SiteId::name).collect(Collectors.joining(",")));
        configuration.put("store.folder", folder.resolve("store").toString());
        listens.forEach((role, at) -> configuration.put("listen." + role.label(), at.toString()));
        configuration.put("tls.key", certificate.privateKey().toString());
        configuration.put("tls.certificate", certificate.certificate().toString());
        configuration.put("tls.authority", certificate.authority().toString());
        configuration.put(
                "token.verification.keys",
                settings.tokenKeyFolder().resolve("token-verification-keys.pem").toString());
        configuration.put(
                "isolation.budget.millis", Long.toString(settings.isolationBudget().toMillis()));
        if (listens.containsKey(PortRole.ROUTER)) {
            configuration.put("proxies.identities", settings.proxyIdentity().toString());
        }
        putPeers(configuration, site);
        site.ifPresent(of -> {
            configuration.put("claim.key", settings.claimKeyFile().toString());
            configuration.put("account.permutation.key", settings.permutationKeyFile().toString());
            putDatabase(configuration, of);
        });
        return configuration;
    }

    private void putPeers(SortedMap<String, String> configuration, Optional<SiteId> site) {
        for (var role : PortRole.values()) {
            var peers = new ArrayList<String>();
            var replicas = new ArrayList<String>();
            for (var target : settings.sites()) {
                if (role.crossesSites() || site.equals(Optional.of(target))) {
                    for (var template : layout.perSite()) {
                        if (template.ports().contains(role)) {
                            var at =
                                    new Endpoint(
                                            dialled(site, target, template.node()),
                                            settings.ports().portOf(role));
                            peers.add(target + "/" + template.node() + "=" + at);
                            replicas.add(template.node() + "=" + at);
                        }
                    }
                }
            }
            if (!peers.isEmpty()) {
                configuration.put("peers." + role.label(), String.join(",", peers));
            }
            if (role == PortRole.LOG_RAFT && !replicas.isEmpty()) {
                configuration.put("peers", String.join(",", replicas));
            }
        }
    }

    /** Processes outside the sites dial a site directly: they stand beside it, not across a sea. */
    private LoopbackAddress dialled(Optional<SiteId> from, SiteId to, int node) {
        return from.map(of -> addresses.dialled(of, to, node))
                .orElseGet(() -> addresses.own(to, node));
    }

    private void putDatabase(SortedMap<String, String> configuration, SiteId site) {
        for (var template : layout.perSite()) {
            if (template.program().equals(FleetLayout.DATABASE)) {
                var at =
                        new Endpoint(
                                addresses.own(site, template.node()),
                                settings.ports().portOf(PortRole.DATABASE));
                configuration.put("database.url", "jdbc:mysql://" + at + "/homeport");
                configuration.put(
                        "database.folder",
                        settings.folderOf(site.name())
                                .resolve(template.program() + "-" + template.node())
                                .toString());
            }
        }
    }
}
