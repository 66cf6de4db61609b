package dev.homeport.cli.status;

import dev.homeport.cli.output.Document;
import dev.homeport.cli.site.HealthDocument;
import dev.homeport.client.control.SiteLook;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What was seen of a fleet, as the one document that {@code status} prints; its fields are
 * described in docs/reference/status.md. Stateless.
 */
final class StatusDocument {

    private static final Set<String> WELL = Set.of("UP", "IDLE");

    private StatusDocument() {}

    static Document of(FleetLook look) {
        var problems = problems(look);
        return Document.of("fleet", look.fleet())
                .and("healthy", problems.isEmpty())
                .and("problems", problems)
                .and("launcher", look.launcher().orElse(null))
                .and("coordinator", leading(look, "coordinator").orElse(null))
                .and("control", leading(look, "control").orElse(null))
                .and(
                        "sites",
                        look.sites().stream().map(site -> site(site, seen(look, site))).toList())
                .and("outside", look.outside().stream().map(StatusDocument::process).toList())
                .and("wan", look.wan().<Object>map(List::copyOf))
                .build();
    }

    private static Optional<SiteLook> seen(FleetLook look, FleetLook.Site site) {
        return look.seen().stream()
                .flatMap(all -> all.sites().stream())
                .filter(each -> each.site().name().equals(site.site()))
                .findFirst();
    }

    private static Document site(FleetLook.Site site, Optional<SiteLook> seen) {
        var leader = leader(site);
        return Document.of("site", site.site())
                .and("leader", leader.map(ProcessLook::name).orElse(null))
                .and("health", seen.flatMap(SiteLook::health).map(HealthDocument::of).orElse(null))
                .and(
                        "proposal",
                        seen.flatMap(SiteLook::proposal).map(HealthDocument::of).orElse(null))
                .and("lease", part(site, "lease"))
                .and("table", part(site, "table"))
                .and("log", part(site, "log"))
                .and("view", part(site, "view"))
                .and("witness", part(site, "witness"))
                .and("links", linksOf(site))
                .and("processes", site.processes().stream().map(StatusDocument::process).toList())
                .build();
    }

    private static Document process(ProcessLook process) {
        return Document.of("process", process.name())
                .and("state", process.state().name())
                .and("detail", process.detail().orElse(null))
                .and("roles", process.status().texts("roles"))
                .and("pid", process.status().value("pid"))
                .and("upMillis", process.status().value("upMillis"))
                .and(
                        "lastPosition",
                        process.status().document("log").flatMap(log -> log.value("lastPosition")))
                .build();
    }

    private static Optional<ProcessLook> leader(FleetLook.Site site) {
        return site.processes().stream().filter(each -> isLeading(each, "log")).findFirst();
    }

    private static boolean isLeading(ProcessLook process, String part) {
        return process.status().document(part).flatMap(each -> each.truth("leading")).orElse(false);
    }

    /** What the leader says of a part, else what anybody says. */
    private static Optional<Object> part(FleetLook.Site site, String name) {
        return Stream.concat(leader(site).stream(), site.processes().stream())
                .flatMap(each -> each.status().document(name).stream())
                .<Object>map(each -> each)
                .findFirst();
    }

    private static List<Document> linksOf(FleetLook.Site site) {
        return site.processes().stream()
                .map(each -> each.status().documents("links"))
                .filter(links -> !links.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private static Optional<Document> leading(FleetLook look, String part) {
        return processes(look)
                .filter(each -> isLeading(each, part))
                .flatMap(each -> each.status().document(part).stream())
                .findFirst();
    }

    private static Stream<ProcessLook> processes(FleetLook look) {
        return Stream.concat(
                look.sites().stream().flatMap(site -> site.processes().stream()),
                look.outside().stream());
    }

    private static List<String> problems(FleetLook look) {
        var problems = new ArrayList<String>();
        if (look.launcher().isEmpty()) {
            problems.add(
                    "no launcher runs: nothing keeps the processes running or carries bytes"
                            + " between the sites");
        }
        processes(look)
                .filter(each -> each.state() != ProcessLook.State.READY)
                .forEach(each -> problems.add(each.name() + ": " + each.detail().orElse("?")));
        look.sites().forEach(site -> addProblems(site, problems));
        look.seen().ifPresent(all -> all.sites().forEach(site -> addSeen(site, problems)));
        for (var part : List.of("coordinator", "control")) {
            if (leading(look, part).isEmpty()) {
                problems.add("no process leads the " + part);
            }
        }
        look.wan().orElse(List.of()).stream()
                .filter(link -> !link.text("condition").orElse("").equals("OPEN"))
                .forEach(link ->
                        problems.add(
                                "network from "
                                        + link.text("from").orElse("?")
                                        + " to "
                                        + link.text("to").orElse("?")
                                        + ": "
                                        + link.text("condition").orElse("?")));
        return problems;
    }

    private static void addSeen(SiteLook site, List<String> problems) {
        site.health()
                .filter(HealthDocument::isBad)
                .ifPresent(health ->
                        problems.add(
                                site.site()
                                        + ": the control plane sees it "
                                        + HealthDocument.sentence(health)));
        site.proposal()
                .ifPresent(proposal ->
                        problems.add(site.site() + ": " + HealthDocument.sentence(site, proposal)));
    }

    private static void addProblems(FleetLook.Site site, List<String> problems) {
        if (leader(site).isEmpty()) {
            problems.add(site.site() + ": its log has no leader");
        }
        document(site, "lease")
                .filter(StatusDocument::isShort)
                .ifPresent(lease ->
                        problems.add(
                                site.site()
                                        + ": it has leases for "
                                        + lease.number("shards").orElse(0)
                                        + " of its "
                                        + lease.number("homedShards").orElse(0)
                                        + " shards"));
        for (var process : site.processes()) {
            process.status()
                    .document("log")
                    .flatMap(log -> log.text("fullness"))
                    .ifPresent(full -> problems.add(process.name() + ": takes no writes: " + full));
        }
        document(site, "view")
                .flatMap(view -> view.text("trouble"))
                .ifPresent(trouble -> problems.add(site.site() + ": its view: " + trouble));
        document(site, "witness")
                .filter(witness -> !witness.truth("granting").orElse(true))
                .ifPresent(witness -> problems.add(site.site() + ": its witness does not grant"));
        for (var link : linksOf(site)) {
            var state = link.text("state").orElse("?");
            if (!WELL.contains(state)) {
                problems.add(
                        site.site()
                                + ": link from "
                                + link.text("origin").orElse("?")
                                + " is "
                                + state);
            }
        }
    }

    private static boolean isShort(Document lease) {
        return lease.number("shards").orElse(0) < lease.number("homedShards").orElse(0)
                || (lease.number("homedShards").orElse(0) > 0
                        && lease.number("remainingMillis").isEmpty());
    }

    private static Optional<Document> document(FleetLook.Site site, String name) {
        return part(site, name).filter(Document.class::isInstance).map(Document.class::cast);
    }
}
