package dev.homeport.cli.load;

import dev.homeport.cli.output.Document;
import dev.homeport.client.checker.Fault;
import dev.homeport.client.checker.Finding;
import dev.homeport.client.checker.Histories;
import dev.homeport.client.checker.Verdict;
import dev.homeport.client.load.LoadTimes;
import dev.homeport.client.load.LoadTimes.Quantiles;

/** The report of a run as it is printed. Stateless. */
final class LoadDocument {

    private static final int SHOWN = 20;

    private LoadDocument() {}

    static Document of(LoadReport report, Verdict verdict) {
        var outcome = report.outcome();
        var document = Document.builder();
        document.and("seconds", (long) report.order().seconds())
                .and("users", (long) outcome.homes().size())
                .and("assignedBy", report.assignedBy());
        document.and("acknowledged", verdict.acknowledged())
                .and("unknown", verdict.unknown())
                .and("refused", verdict.refused());
        for (var fault : Fault.values()) {
            document.and(fault.reportName(), verdict.count(fault));
        }
        // Load breaks nothing, so there is no fault that anybody could have detected.
        document.and("detectMillis", (Long) null);
        var times = LoadTimes.of(outcome);
        document.and("rtoMillis", summary(times.recoveries()))
                .and("writePauseMillis", summary(times.pauses()))
                .and("acknowledgedPerSecond", perSecond(verdict, outcome.sendingMillis()))
                .and("sameSiteAcknowledgementMillis", summary(times.acknowledgements(true)))
                .and("crossSiteAcknowledgementMillis", summary(times.acknowledgements(false)))
                .and("sameSiteDeliveryMillis", summary(times.deliveries(true)))
                .and("crossSiteDeliveryMillis", summary(times.deliveries(false)))
                .and("readBack", readBack(outcome.histories()))
                .and("unreadable", outcome.unreadable())
                .and(
                        "findings",
                        verdict.findings().stream()
                                .filter(LoadDocument::isBroken)
                                .limit(SHOWN)
                                .map(one -> one.fault() + " " + one.subject() + ": " + one.detail())
                                .toList())
                .and("history", report.history());
        return document.build();
    }

    private static Document summary(LoadTimes.Spread spread) {
        var millis = spread.millis();
        return Document.builder()
                .and("count", spread.count())
                .and("p50", millis.map(Quantiles::p50).orElse(null))
                .and("p99", millis.map(Quantiles::p99).orElse(null))
                .and("max", millis.map(Quantiles::max).orElse(null))
                .build();
    }

    private static boolean isBroken(Finding finding) {
        return finding.fault() != Fault.UNKNOWN_TURNED_UP;
    }

    private static Long perSecond(Verdict verdict, long millis) {
        return Math.round(verdict.acknowledged() * 1_000.0 / Math.max(1, millis));
    }

    /** How much the verdict stands on. */
    private static Document readBack(Histories histories) {
        return Document.builder()
                .and("inboxes", (long) histories.inboxes().size())
                .and("places", histories.inboxes().stream().mapToLong(i -> i.places().size()).sum())
                .and("rows", (long) histories.stored().size())
                .and("pushed", (long) histories.receipts().size())
                .build();
    }
}
