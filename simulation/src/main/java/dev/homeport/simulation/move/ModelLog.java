package dev.homeport.simulation.move;

import dev.homeport.dcnode.entry.Control;
import dev.homeport.dcnode.entry.SiteEntry;
import dev.homeport.dcnode.entry.SiteEntry.ControlEntry;
import dev.homeport.dcnode.entry.SiteEntry.ShardEntry;
import dev.homeport.dcnode.home.move.MoveRules;
import dev.homeport.dcnode.home.opening.HomeEntry;
import dev.homeport.dcnode.judge.LogHomes;
import dev.homeport.dcnode.judge.ShardVerdicts;
import dev.homeport.quorumqueue.EntryAddress;
import dev.homeport.quorumqueue.Verdict;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The committed entries of a site's log, its own and the mirrored ones, in the order in which they
 * came into it. What is in it stays. The verdicts are the product's own {@link ShardVerdicts}.
 */
final class ModelLog {

    /** A committed entry with its verdict; positions begin with 1. */
    record Stored(long position, EntryAddress address, SiteEntry entry, Verdict verdict) {

        /** Whether it had effect at the home of its time, and a later one came in front of it. */
        boolean isOvertaken() {
            return ShardVerdicts.isOvertaken(verdict);
        }

        boolean isEffective() {
            return verdict instanceof Verdict.Effective;
        }

        Optional<HomeEntry> homeEntry() {
            return ModelLog.homeEntry(entry);
        }

        /** The epoch that it carries, if it is an entry of a shard. */
        Optional<Epoch> epoch() {
            return entry instanceof ShardEntry e ? Optional.of(e.epoch()) : Optional.empty();
        }
    }

    private final ShardVerdicts verdicts;
    private final List<Stored> entries = new ArrayList<>();
    private final TreeMap<SiteLog, List<Stored>> streams = new TreeMap<>();
    private LogHomes homes = LogHomes.NONE;

    ModelLog(SiteId self, MoveRules rules) {
        this.verdicts = new ShardVerdicts(self, rules);
    }

    /** What an entry says of homes, if it does. */
    static Optional<HomeEntry> homeEntry(SiteEntry entry) {
        return entry instanceof ControlEntry control
                        && control.control() instanceof Control.HomeChanged changed
                ? Optional.of(changed.change())
                : Optional.empty();
    }

    /** The opening that an entry is, if it is one. */
    static Optional<HomeEntry.HomeOpened> opening(SiteEntry entry) {
        return homeEntry(entry).orElse(null) instanceof HomeEntry.HomeOpened opened
                ? Optional.of(opened)
                : Optional.empty();
    }

    /** Takes an entry at the end of its stream. */
    Stored append(SiteLog stream, SiteEntry entry) {
        var ofStream = streams.computeIfAbsent(stream, _ -> new ArrayList<>());
        var address = new EntryAddress(stream, ofStream.size() + 1L);
        var position = entries.size() + 1L;
        var stored = new Stored(position, address, entry, judge(address, position, entry));
        entries.add(stored);
        ofStream.add(stored);
        return stored;
    }

    private Verdict judge(EntryAddress address, long position, SiteEntry entry) {
        if (entry instanceof ShardEntry e) {
            return verdicts.judge(address, e.shard(), e.epoch(), e.id());
        }
        if (entry instanceof ControlEntry(var _, var _, Control.MirrorPaused(var word))) {
            var verdict = verdicts.pause(address, word);
            homes = verdicts.homes();
            return verdict;
        }
        var verdict =
                switch (homeEntry(entry).orElseThrow()) {
                    case HomeEntry.HomeOpened opened -> verdicts.open(address, position, opened);
                    case HomeEntry.HomeClosed closed -> {
                        verdicts.close(address.stream(), position, closed);
                        yield Verdict.EFFECTIVE;
                    }
                };
        homes = verdicts.homes();
        return verdict;
    }

    LogHomes homes() {
        return homes;
    }

    long last() {
        return entries.size();
    }

    /** The last offset of another site's stream that this log takes now. */
    long mirrorLimit(SiteLog stream) {
        return verdicts.mirrorLimit(stream);
    }

    Stored at(long position) {
        return entries.get((int) position - 1);
    }

    /** Where a stream ends, 0 when nothing of it is here. */
    long end(SiteLog stream) {
        var ofStream = streams.get(stream);
        return ofStream == null ? 0 : ofStream.size();
    }

    /** Where each stream ends. */
    SortedMap<SiteLog, Long> ends() {
        return upTo(last());
    }

    /** The last offset of each stream up to a position; streams without any are left out. */
    SortedMap<SiteLog, Long> upTo(long position) {
        var ends = new TreeMap<SiteLog, Long>();
        streams.forEach((stream, ofStream) -> {
            var end = ofStream.size();
            if (ofStream.getLast().position() > position) {
                var low = 0;
                while (low < end) {
                    var middle = (low + end) / 2;
                    if (ofStream.get(middle).position() <= position) {
                        low = middle + 1;
                    } else {
                        end = middle;
                    }
                }
            }
            if (end > 0) {
                ends.put(stream, (long) end);
            }
        });
        return ends;
    }

    /** The entry at an address that is in this log. */
    Stored at(EntryAddress address) {
        return slice(address.stream(), address.offset(), 1).getFirst();
    }

    /** The entries of a stream from an offset on. */
    List<Stored> slice(SiteLog stream, long from, int most) {
        var ofStream = streams.getOrDefault(stream, List.of());
        var begin = Math.min((int) from - 1, ofStream.size());
        return ofStream.subList(begin, Math.min(begin + most, ofStream.size()));
    }

    /**
     * The entries of a stream from an offset on, as a site ships them: an opening is always the
     * first of its batch.
     */
    List<SiteEntry> batch(SiteLog stream, long from, int most) {
        var batch = new ArrayList<SiteEntry>();
        var ofStream = streams.getOrDefault(stream, List.of());
        for (var i = (int) from - 1; i < ofStream.size() && batch.size() < most; i++) {
            var entry = ofStream.get(i).entry();
            if (!batch.isEmpty() && opening(entry).isPresent()) {
                break;
            }
            batch.add(entry);
        }
        return batch;
    }
}
