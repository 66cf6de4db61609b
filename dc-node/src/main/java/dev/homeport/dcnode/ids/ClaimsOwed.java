package dev.homeport.dcnode.ids;

import dev.homeport.dcnode.ids.RegistrationMarks.Mark;
import dev.homeport.dcnode.ids.RegistrationMarks.Registered;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteLog;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which claims of other sites' registrations this site has to see to. A site settles the claims of
 * its own registrations and says so in its stream. One that is lost does not: so a registration
 * whose shard has been open here for {@value #PATIENCE_MILLIS} ms, and which has been in this log
 * for as long, is confirmed here if its site has not said by then that it is settled. Twice
 * confirmed is once confirmed, so it costs little when the two overlap.
 *
 * <p>A registration is owed from when it is read until its site says that it is settled, or it was
 * confirmed here, whatever becomes of the shard's home in between. How many are owed makes no
 * difference to the memory that is needed ({@link RegistrationMarks}); where so many are owed that
 * marks are joined, some are confirmed earlier than they had to be.
 *
 * <p>Pure: it is told what was read and what time it is. Not thread-safe.
 */
final class ClaimsOwed {

    /** How long the other site has for it: longer than it takes to say that it is done. */
    static final long PATIENCE_MILLIS = 15_000;

    /**
     * Registrations that are to be confirmed here.
     *
     * @param stream the stream that they are in
     * @param mark where in it they are; others are there as well
     * @param shards they are those of these shards
     */
    record Due(SiteLog stream, Mark mark, ShardSet shards) {

        /** Whether a registration that is where the mark is is one of them. */
        boolean concerns(Registered registered) {
            return shards.contains(registered.shard());
        }
    }

    private final Map<SiteLog, RegistrationMarks> marks = new TreeMap<>();
    private final Map<SiteLog, Long> settled = new TreeMap<>();
    private final ShardsOpenSince open = new ShardsOpenSince();

    /**
     * A registration took effect in another site's stream.
     *
     * @param stream the stream
     * @param registered where, behind all of that stream that it was told before
     * @param nowMillis the monotonic clock
     */
    void registered(SiteLog stream, Registered registered, long nowMillis) {
        if (registered.offset() > settled.getOrDefault(stream, 0L)) {
            marks.computeIfAbsent(stream, _ -> new RegistrationMarks()).add(registered, nowMillis);
        }
    }

    /** The site of a stream says that all claims of it are settled up to an offset. */
    void settled(SiteLog stream, long upTo) {
        settled.merge(stream, upTo, Math::max);
        var owed = marks.get(stream);
        if (owed != null) {
            owed.settledThrough(upTo);
            forgetIfNone(stream, owed);
        }
    }

    /**
     * Looks at the time.
     *
     * @param openHere the shards that are open here now
     * @param nowMillis the monotonic clock
     * @return what is to be confirmed next, if anything is
     */
    Optional<Due> due(ShardSet openHere, long nowMillis) {
        var ripe = open.openFor(PATIENCE_MILLIS, openHere, nowMillis);
        for (var owed : marks.entrySet()) {
            for (var mark : owed.getValue().all()) {
                if (nowMillis - mark.sinceMillis() >= PATIENCE_MILLIS
                        && mark.shards().intersects(ripe)) {
                    return Optional.of(new Due(owed.getKey(), mark, ripe));
                }
            }
        }
        return Optional.empty();
    }

    /**
     * What was due has been read as far as an offset, and confirmed.
     *
     * @param due what was due, with nothing told in between
     * @param through the offset
     * @param nextPosition position in this log behind the last entry that was read
     * @param left the registrations up to there that belong to other shards
     */
    void confirmed(Due due, long through, long nextPosition, List<Registered> left) {
        var owed = marks.get(due.stream());
        if (owed != null) {
            owed.read(due.mark(), through, nextPosition, left);
            forgetIfNone(due.stream(), owed);
        }
    }

    private void forgetIfNone(SiteLog stream, RegistrationMarks owed) {
        if (owed.first().isEmpty()) {
            marks.remove(stream);
        }
    }

    /**
     * Up to which position of this log nothing is owed any more: who begins behind it finds all
     * that is.
     *
     * @param searched up to which position everything was told
     */
    long settledThrough(long searched) {
        return marks.values().stream()
                .flatMap(owed -> owed.first().stream())
                .mapToLong(mark -> mark.position() - 1)
                .reduce(searched, Math::min);
    }
}
