package dev.homeport.coordinator.grant;

import dev.homeport.vocabulary.SiteId;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The grant mark as a majority of witnesses holds it: everything below it may have been granted,
 * even if a voter that was put back from a copy knows nothing of it. The coordinator raises the
 * mark at a majority before it answers a grant, and any two majorities share a witness; so the
 * highest mark in any majority's report is at least that of every grant ever answered. Stateless.
 */
public final class WitnessedMark {

    private WitnessedMark() {}

    /**
     * The mark to grant from.
     *
     * @param reported the marks of the witnesses that answered, 0 from one that holds none yet
     * @param witnesses how many witnesses there are
     * @return the highest of them; empty when those that answered are no majority
     * @throws IllegalArgumentException if more answered than there are, or a mark is negative
     */
    public static OptionalLong of(Map<SiteId, Long> reported, int witnesses) {
        if (witnesses < 1 || reported.size() > witnesses) {
            throw new IllegalArgumentException(
                    "witnesses: " + reported.size() + " of " + witnesses + " answered");
        }
        var highest = 0L;
        for (var report : reported.entrySet()) {
            if (report.getValue() < 0) {
                throw new IllegalArgumentException(
                        "mark: witness "
                                + report.getKey()
                                + " reported "
                                + report.getValue()
                                + ", which is negative");
            }
            highest = Math.max(highest, report.getValue());
        }
        return 2 * reported.size() > witnesses ? OptionalLong.of(highest) : OptionalLong.empty();
    }
}
