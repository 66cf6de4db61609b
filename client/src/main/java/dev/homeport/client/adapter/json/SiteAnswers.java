package dev.homeport.client.adapter.json;

import dev.homeport.client.control.HealthLook;
import dev.homeport.client.control.Proposal;
import dev.homeport.client.control.SiteDetail;
import dev.homeport.client.control.SiteLook;
import dev.homeport.client.control.SiteReportLook;
import dev.homeport.client.control.SitesLook;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.SiteId;
import java.util.ArrayList;
import java.util.Optional;

/** What the control plane says of sites. Stateless. */
public final class SiteAnswers {

    private SiteAnswers() {}

    /**
     * Reads all sites.
     *
     * @throws UnreadableAnswerException if one of them is none
     */
    public static SitesLook sites(JsonObject json) throws UnreadableAnswerException {
        var sites = new ArrayList<SiteLook>();
        for (var site : json.objects("sites")) {
            sites.add(site(site));
        }
        return new SitesLook(json.number("tableVersion"), sites);
    }

    /**
     * Reads one site with all that is known of it.
     *
     * @throws UnreadableAnswerException if it is none
     */
    public static SiteDetail detail(JsonObject json) throws UnreadableAnswerException {
        var report = json.object("report");
        return new SiteDetail(
                json.number("tableVersion"),
                site(json),
                report.isPresent() ? Optional.of(report(report.get())) : Optional.empty());
    }

    /**
     * Reads one site.
     *
     * @throws UnreadableAnswerException if it is none
     */
    public static SiteLook site(JsonObject site) throws UnreadableAnswerException {
        return new SiteLook(
                new SiteId(site.text("name")),
                site.text("state"),
                site.optionalText("standIn").map(SiteId::new),
                site.optionalNumber("shards").orElse(0),
                site.optionalNumber("nativeShards"),
                site.optionalNumber("open"),
                site.optionalNumber("leased"),
                site.optionalNumber("lagMillis"),
                site.optionalNumber("isolationBudgetMillis"),
                site.optionalText("automation"),
                health(site),
                proposal(site),
                site.texts("moves"));
    }

    private static Optional<HealthLook> health(JsonObject site) throws UnreadableAnswerException {
        var health = site.object("health");
        return health.isPresent()
                ? Optional.of(
                        new HealthLook(
                                health.get().text("state"),
                                health.get().texts("parts"),
                                health.get().optionalNumber("sinceMillis"),
                                health.get().optionalText("detail")))
                : Optional.empty();
    }

    private static Optional<Proposal> proposal(JsonObject site) {
        return site.object("proposal")
                .map(proposal ->
                        new Proposal(
                                proposal.optionalNumber("since"),
                                proposal.optionalText("why").orElse("")));
    }

    private static SiteReportLook report(JsonObject json) throws UnreadableAnswerException {
        var open = new ArrayList<SiteReportLook.Open>();
        for (var one : json.objects("open")) {
            open.add(new SiteReportLook.Open(new Epoch(one.number("epoch")), one.text("shards")));
        }
        var links = new ArrayList<SiteReportLook.Link>();
        for (var link : json.objects("links")) {
            links.add(
                    new SiteReportLook.Link(
                            new SiteId(link.text("origin")),
                            link.text("state"),
                            link.optionalNumber("lagEntries"),
                            link.optionalNumber("oldestUnshippedMillis"),
                            link.optionalText("detail")));
        }
        var view = json.object("view").orElse(JsonObject.EMPTY);
        return new SiteReportLook(
                json.optionalText("leader"),
                json.number("tableVersion"),
                open,
                json.optionalText("leased").orElse(""),
                json.optionalNumber("logRoomBytes"),
                view.optionalNumber("lagEntries"),
                view.optionalText("trouble"),
                links,
                healing(json));
    }

    private static Optional<SiteReportLook.Healing> healing(JsonObject report)
            throws UnreadableAnswerException {
        var healing = report.object("healing");
        return healing.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new SiteReportLook.Healing(
                                healing.get().number("orphans"),
                                healing.get().number("adopted"),
                                healing.get().number("reseeding"),
                                healing.get().number("differing")));
    }
}
