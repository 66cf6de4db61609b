package dev.homeport.local.contact;

import dev.homeport.local.address.Endpoint;
import dev.homeport.local.address.PortRole;
import dev.homeport.local.certificate.CertificateFiles;
import dev.homeport.local.plan.FleetLayout;
import dev.homeport.local.plan.FleetPlan;
import dev.homeport.local.plan.PlannedProcess;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.SiteId;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Everything that a tool on the same machine needs to reach a fleet. Immutable and thread-safe.
 *
 * @param fleet the fleet
 * @param router where clients ask for their home
 * @param authority the certificate that all of them are signed by, PEM, relative to the state
 *     folder
 * @param proxy with what the load tool identifies itself as a proxy
 * @param operator with what an operator identifies itself to the control plane; fleets that were
 *     made by older releases have none until their next start
 * @param sites the sites, in the order that numbers them
 * @param outside management addresses of processes outside the sites, by name
 * @param wan where the launcher lets its network be shown and changed
 */
public record FleetContacts(
        FleetId fleet,
        Optional<URI> router,
        Path authority,
        Optional<CertificateFiles> proxy,
        Optional<CertificateFiles> operator,
        SequencedMap<SiteId, Site> sites,
        SequencedMap<String, URI> outside,
        Endpoint wan) {

    /** Makes contacts. */
    public FleetContacts {
        sites = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(sites));
        outside = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(outside));
    }

    /**
     * One site.
     *
     * @param access its door for clients
     * @param control the door for operators of its replica of the control plane
     * @param management management addresses of its processes, by name
     * @param database its database server
     */
    public record Site(
            Optional<URI> access,
            Optional<URI> control,
            SequencedMap<String, URI> management,
            Optional<Database> database) {

        /** Makes contacts. */
        public Site {
            management = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(management));
        }
    }

    /**
     * A site's database server.
     *
     * @param process the name of its process
     * @param listen where it listens
     * @param folder where the passwords lie
     */
    public record Database(String process, Endpoint listen, Path folder) {}

    /** Works out the contacts of a planned fleet. */
    public static FleetContacts of(FleetPlan plan) {
        var settings = plan.settings();
        var sites = new LinkedHashMap<SiteId, Site>();
        for (var site : settings.sites()) {
            sites.put(site, site(plan, site));
        }
        var outside = new LinkedHashMap<String, URI>();
        Optional<URI> router = Optional.empty();
        for (var process : plan.processes()) {
            if (process.identity().site().isEmpty()) {
                putManagement(process, outside);
                router = router.or(() -> door(process, PortRole.ROUTER));
            }
        }
        return new FleetContacts(
                settings.fleet(),
                router,
                settings.stateFolder().relativize(settings.authorityFile()),
                Optional.of(settings.proxyCertificate()),
                Optional.of(settings.operatorCertificate()),
                sites,
                outside,
                plan.launcher().listensFor(PortRole.LAUNCHER).orElseThrow());
    }

    private static Site site(FleetPlan plan, SiteId site) {
        Optional<URI> access = Optional.empty();
        Optional<URI> control = Optional.empty();
        Optional<Database> database = Optional.empty();
        var management = new LinkedHashMap<String, URI>();
        for (var process : plan.processes()) {
            if (process.identity().site().equals(Optional.of(site))) {
                access = access.or(() -> door(process, PortRole.ACCESS));
                control = control.or(() -> door(process, PortRole.CONTROL_API));
                database = database.or(() -> database(process));
                putManagement(process, management);
            }
        }
        return new Site(access, control, management, database);
    }

    private static Optional<Database> database(PlannedProcess process) {
        return process.program().equals(FleetLayout.DATABASE)
                ? process.listensFor(PortRole.DATABASE)
                        .map(listen -> new Database(process.name(), listen, process.folder()))
                : Optional.empty();
    }

    private static Optional<URI> door(PlannedProcess process, PortRole role) {
        return process.listensFor(role).map(at -> URI.create("https://" + at));
    }

    private static void putManagement(PlannedProcess process, Map<String, URI> into) {
        process.listensFor(PortRole.MANAGEMENT)
                .ifPresent(at -> into.put(process.name(), URI.create("http://" + at)));
    }
}
