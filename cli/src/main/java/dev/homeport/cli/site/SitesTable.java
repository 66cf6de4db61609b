package dev.homeport.cli.site;

import dev.homeport.cli.output.Columns;
import dev.homeport.cli.output.Document;
import dev.homeport.cli.output.TableRenderer;
import dev.homeport.client.control.SiteDetail;
import dev.homeport.client.control.SiteLook;
import dev.homeport.client.control.SiteReportLook;
import dev.homeport.client.control.SitesLook;
import dev.homeport.vocabulary.SiteId;
import java.util.Optional;
import java.util.OptionalLong;

/** Sites as the control plane sees them, for people. Stateless. */
final class SitesTable {

    private static final String NOTHING = "-";
    private static final long SECOND = 1_000;

    private SitesTable() {}

    /** Returns all sites. */
    static String of(SitesLook look) {
        var columns =
                new Columns(
                        "",
                        "SITE",
                        "STATE",
                        "HEALTH",
                        "STAND-IN",
                        "SHARDS",
                        "NATIVE",
                        "OPEN",
                        "LEASED",
                        "LAG",
                        "AUTOMATION",
                        "BUDGET",
                        "MOVES");
        for (var site : look.sites()) {
            columns.row(
                    site.site().name(),
                    site.state(),
                    site.health().map(HealthDocument::words).orElse(NOTHING),
                    site.standIn().map(SiteId::name).orElse(NOTHING),
                    Long.toString(site.shards()),
                    number(site.nativeShards(), ""),
                    number(site.open(), ""),
                    number(site.leased(), ""),
                    number(site.lagMillis(), " ms"),
                    site.automation().orElse(NOTHING),
                    budget(site).orElse(NOTHING),
                    site.moves().isEmpty() ? NOTHING : String.join(",", site.moves()));
        }
        var text = new StringBuilder(columns.render());
        for (var site : look.sites()) {
            site.proposal()
                    .ifPresent(proposal ->
                            text.append(site.site())
                                    .append(": ")
                                    .append(HealthDocument.sentence(site, proposal))
                                    .append('\n'));
        }
        return text.toString();
    }

    /** Returns one site as it stands among the others. */
    static String of(SiteLook site) {
        return TableRenderer.render(fields(site).build());
    }

    /** Returns one site, with what it reports. */
    static String of(SiteDetail detail) {
        var fields = fields(detail.site()).and("tableVersion", (Long) detail.tableVersion());
        var text = new StringBuilder(TableRenderer.render(fields.build()));
        return text.append(
                        detail.report()
                                .map(SitesTable::report)
                                .orElse("None of its nodes answers.\n"))
                .toString();
    }

    /** Returns what becomes of a site that is lost. */
    static String policy(SiteLook site) {
        return TableRenderer.render(
                Document.of("site", site.site().name())
                        .and("automation", site.automation().orElse(null))
                        .and("isolationBudget", budget(site).orElse(null))
                        .build());
    }

    private static Document.Builder fields(SiteLook site) {
        return Document.of("name", site.site().name())
                .and("state", site.state())
                .and("health", site.health().map(HealthDocument::sentence).orElse(null))
                .and("standIn", site.standIn().map(SiteId::name).orElse(null))
                .and("shards", (Long) site.shards())
                .and("nativeShards", number(site.nativeShards(), ""))
                .and("open", number(site.open(), ""))
                .and("leased", number(site.leased(), ""))
                .and("lag", number(site.lagMillis(), " ms"))
                .and("automation", site.automation().orElse(null))
                .and("isolationBudget", budget(site).orElse(null))
                .and(
                        "proposal",
                        site.proposal()
                                .map(proposal -> HealthDocument.sentence(site, proposal))
                                .orElse(null))
                .and("moves", site.moves().isEmpty() ? NOTHING : String.join(",", site.moves()));
    }

    private static String report(SiteReportLook report) {
        var text = new StringBuilder();
        text.append("Led by ").append(report.leader().orElse("nobody"));
        text.append(", at version ").append(report.tableVersion()).append('\n');
        report.viewTrouble().ifPresent(why -> text.append("Its view: ").append(why).append('\n'));
        var links = new Columns("  ", "FROM", "STATE", "LAG", "OLDEST", "DETAIL");
        for (var link : report.links()) {
            links.row(
                    link.origin().name(),
                    link.state(),
                    number(link.lagEntries(), ""),
                    number(link.oldestUnshippedMillis(), " ms"),
                    link.detail().orElse(NOTHING));
        }
        return text.append(links.render()).toString();
    }

    private static Optional<String> budget(SiteLook site) {
        if (site.isolationBudgetMillis().isEmpty()) {
            return Optional.empty();
        }
        var millis = site.isolationBudgetMillis().getAsLong();
        return Optional.of(millis % SECOND == 0 ? millis / SECOND + " s" : millis + " ms");
    }

    private static String number(OptionalLong number, String unit) {
        return number.isPresent() ? number.getAsLong() + unit : NOTHING;
    }
}
