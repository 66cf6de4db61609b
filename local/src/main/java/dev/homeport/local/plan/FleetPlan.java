package dev.homeport.local.plan;

import dev.homeport.local.address.AddressPlan;
import dev.homeport.local.address.Endpoint;
import dev.homeport.local.address.LoopbackAddress;
import dev.homeport.local.address.PortRole;
import dev.homeport.local.wan.Direction;
import dev.homeport.local.wan.Forwarding;
import dev.homeport.vocabulary.ProcessIdentity;
import dev.homeport.vocabulary.SiteId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything that a local fleet consists of, worked out from its settings. Immutable and
 * thread-safe.
 *
 * @param settings what it was planned from
 * @param processes every process, those of a site together, those outside the sites last
 * @param forwardings every door of the WAN emulator
 */
public record FleetPlan(
        FleetSettings settings, List<PlannedProcess> processes, List<Forwarding> forwardings) {

    private static final String OUTSIDE = "outside";

    /** Makes a plan. */
    public FleetPlan {
        processes = List.copyOf(processes);
        forwardings = List.copyOf(forwardings);
    }

    /**
     * Plans a fleet.
     *
     * @throws IllegalArgumentException if the sites or the layout do not fit a local fleet
     */
    public static FleetPlan of(FleetSettings settings, FleetLayout layout) {
        var addresses = settings.addresses();
        var configurations = new ProcessConfiguration(settings, layout);
        var processes = new ArrayList<PlannedProcess>();
        var forwardings = new ArrayList<Forwarding>();
        for (var site : settings.sites()) {
            for (var template : layout.perSite()) {
                processes.add(process(settings, configurations, Optional.of(site), template));
                forwardings.addAll(forwardings(settings, addresses, site, template));
            }
        }
        for (var template : layout.outside()) {
            processes.add(process(settings, configurations, Optional.empty(), template));
        }
        checkNames(processes);
        return new FleetPlan(settings, processes, forwardings);
    }

    private static void checkNames(List<PlannedProcess> processes) {
        var seen = new TreeMap<String, PlannedProcess>();
        for (var process : processes) {
            if (seen.put(process.name(), process) != null) {
                throw new IllegalArgumentException(
                        "layout: two processes are called "
                                + process.name()
                                + "; give them different node numbers");
            }
        }
    }

    private static PlannedProcess process(
            FleetSettings settings,
            ProcessConfiguration configurations,
            Optional<SiteId> site,
            NodeTemplate template) {
        var addresses = settings.addresses();
        var place = site.map(SiteId::name).orElse(OUTSIDE);
        var address =
                site.map(of -> addresses.own(of, template.node()))
                        .orElseGet(() -> addresses.outside(template.node()));
        var listens = new EnumMap<PortRole, Endpoint>(PortRole.class);
        for (var role : template.ports()) {
            listens.put(role, new Endpoint(address, settings.ports().portOf(role)));
        }
        var base = template.program() + "-" + template.node();
        var identity =
                new ProcessIdentity(
                        settings.fleet(),
                        site,
                        String.join("+", template.roles()),
                        template.node());
        var folder = settings.folderOf(place).resolve(base);
        return new PlannedProcess(
                site.map(of -> of + "-" + base).orElse(base),
                template.program(),
                identity,
                address,
                new TreeMap<>(listens),
                reachableAt(addresses, site, address, template),
                folder,
                configurations.of(site, template, folder, listens),
                template.stopOrder());
    }

    private static List<LoopbackAddress> reachableAt(
            AddressPlan addresses,
            Optional<SiteId> site,
            LoopbackAddress own,
            NodeTemplate template) {
        return site.isPresent() && template.ports().stream().anyMatch(PortRole::crossesSites)
                ? addresses.reachableAt(site.get(), template.node())
                : List.of(own);
    }

    private static List<Forwarding> forwardings(
            FleetSettings settings, AddressPlan addresses, SiteId to, NodeTemplate template) {
        var forwardings = new ArrayList<Forwarding>();
        for (var from : settings.sites()) {
            for (var role : PortRole.values()) {
                if (!from.equals(to) && role.crossesSites() && template.ports().contains(role)) {
                    var port = settings.ports().portOf(role);
                    forwardings.add(
                            new Forwarding(
                                    new Direction(from, to),
                                    new Endpoint(
                                            addresses.dialled(from, to, template.node()), port),
                                    new Endpoint(addresses.own(to, template.node()), port)));
                }
            }
        }
        return forwardings;
    }

    /** Returns every endpoint that something of this fleet listens on, the emulator included. */
    public List<Endpoint> endpoints() {
        var endpoints = new ArrayList<Endpoint>();
        processes.forEach(process -> endpoints.addAll(process.listens().values()));
        forwardings.forEach(forwarding -> endpoints.add(forwarding.listen()));
        return List.copyOf(endpoints);
    }

    /** Returns the launcher's own entry: what is not started because it starts the others. */
    public PlannedProcess launcher() {
        return processes.stream()
                .filter(process -> process.program().equals(FleetLayout.LAUNCHER))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException(
                                "layout: it has no launcher outside the sites; add one"));
    }

    /** Returns the processes that a launcher starts. */
    public List<PlannedProcess> started() {
        return processes.stream()
                .filter(process -> !process.program().equals(FleetLayout.LAUNCHER))
                .toList();
    }
}
