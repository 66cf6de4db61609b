package dev.homeport.dcnode.judge;

import dev.homeport.dcnode.home.judge.EpochLedger;
import dev.homeport.dcnode.home.lease.LeaseRules;
import dev.homeport.dcnode.home.opening.Pause;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The openings, closings and pauses that a log holds, of its own stream and of the mirrors, as of
 * the last one that was judged. Nobody changes it any more; thread-safe.
 */
public final class LogHomes {

    /** Those of an empty log. */
    public static final LogHomes NONE =
            new LogHomes(Map.of(), new long[ShardId.COUNT], Collections.emptySortedMap());

    /**
     * Those of one stream.
     *
     * @param ledger what is open and closed; not to be changed
     * @param changedAt position in this log of the stream's last opening or closing, 0 for none
     */
    public record OfStream(EpochLedger ledger, long changedAt) {}

    private static final OfStream NOTHING = new OfStream(new EpochLedger(LeaseRules.ALL), 0);

    private final Map<SiteLog, OfStream> byStream;
    private final long[] latestOpenings;
    private final SortedMap<SiteLog, SortedMap<SiteId, Pause>> pauses;

    LogHomes(
            Map<SiteLog, OfStream> byStream,
            long[] latestOpenings,
            SortedMap<SiteLog, SortedMap<SiteId, Pause>> pauses) {
        this.byStream = Collections.unmodifiableMap(new TreeMap<>(byStream));
        this.latestOpenings = latestOpenings;
        this.pauses = pauses;
    }

    /** The pauses that a site's own stream says of its log, by the lost site. */
    public SortedMap<SiteId, Pause> pausesOf(SiteId speaker) {
        return Collections.unmodifiableSortedMap(PauseLedger.of(pauses, speaker));
    }

    /** The pauses of a lost site's mirrors, by the site that says it of its log. */
    public Map<SiteId, Pause> pausesOn(SiteId lost) {
        var on = new TreeMap<SiteId, Pause>();
        for (var speaker : pauses.keySet()) {
            var pause = pausesOf(speaker.site()).get(lost);
            if (pause != null) {
                on.put(speaker.site(), pause);
            }
        }
        return on;
    }

    /** The openings and closings of a stream. */
    public OfStream of(SiteLog stream) {
        return byStream.getOrDefault(stream, NOTHING);
    }

    /** The openings and closings of a site, in the latest incarnation of its log. */
    public OfStream of(SiteId site) {
        var latest = NOTHING;
        for (var entry : byStream.entrySet()) {
            if (entry.getKey().site().equals(site)) {
                latest = entry.getValue();
            }
        }
        return latest;
    }

    /** The shards of a set by the epoch of their latest opening in any stream. */
    public Map<Epoch, ShardSet> byLatestOpening(ShardSet shards) {
        var result = new TreeMap<Epoch, ShardSet>();
        shards.stream()
                .mapToLong(shard -> latestOpenings[shard])
                .distinct()
                .forEach(epoch ->
                        result.put(
                                new Epoch(epoch),
                                shards.filter(shard -> latestOpenings[shard] == epoch)));
        return result;
    }
}
