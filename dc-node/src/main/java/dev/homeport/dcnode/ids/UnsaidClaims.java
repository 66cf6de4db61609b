package dev.homeport.dcnode.ids;

import dev.homeport.dcnode.entry.Control.ClaimsSettled;
import dev.homeport.dcnode.ids.RegistrationMarks.Registered;
import dev.homeport.vocabulary.SiteLog;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which of the site's own claims are settled without the log saying so, and when it is to say it:
 * some time after the last word, so that registrations cost few entries of their own. Whichever
 * node says it, the others find it in the log; those that do not lead give the leader a head start.
 *
 * <p>Pure: it is told what was settled, what was read and what time it is. Not thread-safe.
 */
final class UnsaidClaims {

    /** How long after the last word the leader says the next one. */
    static final long LEADER_AFTER_MILLIS = 10_000;

    /** How long after the last word another node says it. */
    static final long OTHERS_AFTER_MILLIS = 20_000;

    private final Map<SiteLog, RegistrationMarks> unsaid = new TreeMap<>();
    private long lastMillis;

    /**
     * Begins with nothing to say.
     *
     * @param nowMillis the monotonic clock
     */
    UnsaidClaims(long nowMillis) {
        lastMillis = nowMillis;
    }

    /**
     * The claim of a registration is settled.
     *
     * @param stream the stream of this site's that it is in
     * @param registered where, behind all of that stream that were settled before
     * @param nowMillis the monotonic clock
     */
    void settled(SiteLog stream, Registered registered, long nowMillis) {
        unsaid.computeIfAbsent(stream, _ -> new RegistrationMarks()).add(registered, nowMillis);
    }

    /** The log says it, up to an offset of a stream. */
    void said(SiteLog stream, long upTo, long nowMillis) {
        lastMillis = nowMillis;
        var marks = unsaid.get(stream);
        if (marks != null) {
            marks.settledThrough(upTo);
            if (marks.first().isEmpty()) {
                unsaid.remove(stream);
            }
        }
    }

    /**
     * What is to be said now; it counts as said only once it is read in the log.
     *
     * @param leading whether this node leads the log
     * @param nowMillis the monotonic clock
     */
    List<ClaimsSettled> due(boolean leading, long nowMillis) {
        var after = leading ? LEADER_AFTER_MILLIS : OTHERS_AFTER_MILLIS;
        if (unsaid.isEmpty() || nowMillis - lastMillis < after) {
            return List.of();
        }
        lastMillis = nowMillis;
        return unsaid.entrySet().stream()
                .flatMap(each ->
                        each.getValue().last().stream()
                                .map(mark ->
                                        new ClaimsSettled(
                                                each.getKey().incarnation(), mark.last())))
                .toList();
    }

    /**
     * Up to which position of this log everything is settled and said.
     *
     * @param settled up to which position everything is settled
     */
    long saidThrough(long settled) {
        return unsaid.values().stream()
                .flatMap(marks -> marks.first().stream())
                .mapToLong(mark -> mark.position() - 1)
                .reduce(settled, Math::min);
    }
}
