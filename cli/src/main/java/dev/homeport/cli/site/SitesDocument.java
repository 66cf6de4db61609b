package dev.homeport.cli.site;

import dev.homeport.cli.output.Columns;
import dev.homeport.cli.output.Document;
import dev.homeport.client.control.SiteLook;
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
                .and(
                        "sites",
                        look.sites().stream().map(site -> fields(site).build()).toList())
                .build();
    }

    /** Returns the document of one site. */
    static Document of(SitesLook look, SiteLook site) {
        return fields(site).and("tableVersion", (Long) look.tableVersion()).build();
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
