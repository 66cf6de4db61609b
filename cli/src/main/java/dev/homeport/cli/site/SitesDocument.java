package dev.homeport.cli.site;

import dev.homeport.cli.output.Document;
import dev.homeport.client.control.SiteDetail;
import dev.homeport.client.control.SiteLook;
import dev.homeport.client.control.SiteReportLook;
import dev.homeport.client.control.SitesLook;
import dev.homeport.vocabulary.SiteId;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Sites as the control plane sees them, as documents. Stateless. */
final class SitesDocument {

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
                .and("healing", report.healing().map(SitesDocument::healing).orElse(null))
                .and("links", report.links().stream().map(SitesDocument::link).toList())
                .build();
    }

    private static Document healing(SiteReportLook.Healing healing) {
        return Document.builder()
                .and("orphans", (Long) healing.orphans())
                .and("adopted", (Long) healing.adopted())
                .and("reseeding", (Long) healing.reseeding())
                .and("differing", (Long) healing.differing())
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

    /** Returns the document of one site as it stands among the others. */
    static Document of(SiteLook site) {
        return fields(site).build();
    }

    /** Returns the document of what becomes of a site that is lost. */
    static Document policy(SiteLook site) {
        return Document.of("site", site.site().name())
                .and("automation", site.automation().orElse(null))
                .and("isolationBudgetMillis", nullable(site.isolationBudgetMillis()))
                .build();
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
                .and("health", site.health().map(HealthDocument::of).orElse(null))
                .and("automation", site.automation().orElse(null))
                .and("isolationBudgetMillis", nullable(site.isolationBudgetMillis()))
                .and("proposal", site.proposal().map(HealthDocument::of).orElse(null))
                .and("moves", site.moves());
    }

    private static @Nullable Long nullable(OptionalLong number) {
        return number.isPresent() ? (Long) number.getAsLong() : null;
    }
}
