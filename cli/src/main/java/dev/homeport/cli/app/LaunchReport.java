package dev.homeport.cli.app;

import dev.homeport.cli.output.Document;
import dev.homeport.local.adapter.text.FleetTable;
import dev.homeport.local.app.LocalFleet;
import dev.homeport.local.plan.PlannedProcess;
import java.util.List;
import java.util.Locale;

/** What a fleet that has come up is made of, and what to do with it. Stateless. */
final class LaunchReport {

    private static final double MILLIS_PER_SECOND = 1_000;
    private static final List<String> NEXT =
            List.of(
                    "./homeport status",
                    "./homeport wan show",
                    "./homeport route explain --ip 101.6.6.6");

    private LaunchReport() {}

    static Document document(LocalFleet fleet, long millis) {
        var settings = fleet.plan().settings();
        return Document.of("fleet", settings.fleet().toString())
                .and("stateFolder", settings.stateFolder().toString())
                .and("readyMillis", millis)
                .and(
                        "processes",
                        fleet.plan().processes().stream().map(LaunchReport::process).toList())
                .and(
                        "accounts",
                        fleet.accounts().stream()
                                .map(each ->
                                        Document.of("handle", each.handle())
                                                .and("account", each.account().value())
                                                .and("home", each.home().name())
                                                .build())
                                .toList())
                .and("next", NEXT)
                .build();
    }

    private static Document process(PlannedProcess process) {
        var ports = Document.builder();
        process.listens().forEach((role, at) -> ports.and(role.label(), (long) at.port()));
        return Document.of("process", process.name())
                .and("address", process.address().toString())
                .and("ports", ports.build())
                .and("folder", process.folder().toString())
                .build();
    }

    static String table(LocalFleet fleet, long millis) {
        var text = new StringBuilder(FleetTable.of(fleet.plan()));
        text.append('\n');
        fleet.accounts()
                .forEach(each ->
                        text.append("account ")
                                .append(each)
                                .append(", token in ")
                                .append(fleet.plan().settings().accountFolder())
                                .append('/')
                                .append(each.handle())
                                .append(".json\n"));
        text.append(
                String.format(
                        Locale.ROOT, "Ready in %.1f s. Try next:\n", millis / MILLIS_PER_SECOND));
        NEXT.forEach(each -> text.append("  ").append(each).append('\n'));
        return text.toString();
    }
}
