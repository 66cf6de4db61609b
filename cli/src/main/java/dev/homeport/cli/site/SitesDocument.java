package dev.homeport.cli.site;

import dev.homeport.cli.output.Columns;
import dev.homeport.cli.output.Document;
import dev.homeport.cli.output.TableRenderer;
import dev.homeport.client.control.SiteDetail;
import dev.homeport.client.control.SiteLook;
import dev.homeport.client.control.SiteReportLook;
import dev.homeport.client.control.SitesLook;
import dev.homeport.vocabulary.SiteId;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Sites as the control plane sees them, as documents and for people. Stateless. */
final class SitesDocument {

    private static final String NOTHING = "-";

    private SitesDocument() {}

    /** Returns the document of all sites. */
    static Document of(SitesLook look) {
        return Document.builder()
                .and("tableVersion", (Long) look.tableVersion())
                .and("sites", look.sites().stream().map(SitesDocument::of).toList())
                .build();
    }

    /** Returns the document of one site, with what it reports. */
    static Document of(SiteDetail detail) {
        return fields(detail.site())
                .and("tableVersion", (Long) detail.tableVersion())
                .and("report", detail.report().map(SitesDocument::report).orElse(null))
                .build();
    }

    private static Document report(SiteReportLook report) {
        return Document.of("leader", report.leader().orElse(null))
                .and("tableVersion", (Long) report.tableVersion())
                .and(
                        "open",
                        report.open().stream()
                                .map(open ->
                                        Document.builder()
                                                .and("epoch", (Long) open.epoch().value())
                                                .and("shards", open.shards())
                                                .build())
                                .toList())
                .and("leased", report.leased())
                .and("logRoomBytes", nullable(report.logRoomBytes()))
                .and("viewLagEntries", nullable(report.viewLagEntries()))
                .and("viewTrouble", report.viewTrouble().orElse(null))
                .and("links", report.links().stream().map(SitesDocument::link).toList())
                .build();
    }

    private static Document link(SiteReportLook.Link link) {
        return Document.of("origin", link.origin().name())
                .and("state", link.state())
                .and("lagEntries", nullable(link.lagEntries()))
                .and("oldestUnshippedMillis", nullable(link.oldestUnshippedMillis()))
                .and("detail", link.detail().orElse(null))
                .build();
    }

    /** Returns one site for people. */
    static String table(SiteDetail detail) {
        var text =
                new StringBuilder(
                        TableRenderer.render(
                                fields(detail.site())
                                        .and("tableVersion", (Long) detail.tableVersion())
                                        .build()));
        if (detail.report().isEmpty()) {
            return text.append("None of its nodes answers.\n").toString();
        }
        var report = detail.report().get();
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

    /** Returns the document of one site as it stands among the others. */
    static Document of(SiteLook site) {
        return fields(site).build();
    }

    private static Document.Builder fields(SiteLook site) {
        return Document.of("name", site.site().name())
                .and("state", site.state())
                .and("standIn", site.standIn().map(SiteId::name).orElse(null))
                .and("shards", (Long) site.shards())
                .and("nativeShards", nullable(site.nativeShards()))
                .and("open", nullable(site.open()))
                .and("leased", nullable(site.leased()))
                .and("lagMillis", nullable(site.lagMillis()))
                .and("isolationBudgetMillis", nullable(site.isolationBudgetMillis()))
                .and("moves", site.moves());
    }

    private static @Nullable Long nullable(OptionalLong number) {
        return number.isPresent() ? (Long) number.getAsLong() : null;
    }

    /** Returns all sites for people. */
    static String table(SitesLook look) {
        var columns =
                new Columns(
                        "",
                        "SITE",
                        "STATE",
                        "STAND-IN",
                        "SHARDS",
                        "NATIVE",
                        "OPEN",
                        "LEASED",
                        "LAG",
                        "MOVES");
        for (var site : look.sites()) {
            columns.row(
                    site.site().name(),
                    site.state(),
                    site.standIn().map(SiteId::name).orElse(NOTHING),
                    Long.toString(site.shards()),
                    number(site.nativeShards(), ""),
                    number(site.open(), ""),
                    number(site.leased(), ""),
                    number(site.lagMillis(), " ms"),
                    site.moves().isEmpty() ? NOTHING : String.join(",", site.moves()));
        }
        return columns.render();
    }

    private static String number(OptionalLong number, String unit) {
        return number.isPresent() ? number.getAsLong() + unit : NOTHING;
    }
}
