package dev.homeport.cli.load;

import dev.homeport.cli.output.Document;
import dev.homeport.client.checker.Fault;
import dev.homeport.client.checker.Finding;
import dev.homeport.client.checker.Histories;
import dev.homeport.client.checker.Verdict;
import java.util.Locale;

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
            document.and(name(fault), verdict.count(fault));
        }
        // Load breaks nothing, so there is no fault that anybody could have detected.
        document.and("detectMillis", (Long) null);
        var times = LoadTimes.of(outcome);
        document.and("rtoMillis", times.recoveries())
                .and("writePauseMillis", times.pauses())
                .and("acknowledgedPerSecond", perSecond(verdict, outcome.sendingMillis()))
                .and("sameSiteAcknowledgementMillis", times.acknowledgements(true))
                .and("crossSiteAcknowledgementMillis", times.acknowledgements(false))
                .and("sameSiteDeliveryMillis", times.deliveries(true))
                .and("crossSiteDeliveryMillis", times.deliveries(false))
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

    /** {@code DOUBLE_HOMED} is {@code doubleHomed}. */
    private static String name(Fault fault) {
        var words = fault.name().toLowerCase(Locale.ROOT).split("_", -1);
        var name = new StringBuilder(words[0]);
        for (var i = 1; i < words.length; i++) {
            name.append((char) (words[i].charAt(0) - 'a' + 'A')).append(words[i].substring(1));
        }
        return name.toString();
    }
}
