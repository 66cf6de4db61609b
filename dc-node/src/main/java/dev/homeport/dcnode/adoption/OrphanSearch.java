package dev.homeport.dcnode.adoption;

import dev.homeport.dcnode.entry.Control.HomeChanged;
import dev.homeport.dcnode.entry.DerivedId;
import dev.homeport.dcnode.entry.EntryFormat;
import dev.homeport.dcnode.entry.EntryType;
import dev.homeport.dcnode.entry.Fact;
import dev.homeport.dcnode.entry.SiteEntry.ControlEntry;
import dev.homeport.dcnode.entry.SiteEntry.ShardEntry;
import dev.homeport.dcnode.entry.UnreadableEntryException;
import dev.homeport.dcnode.home.adoption.Orphan;
import dev.homeport.dcnode.home.adoption.RecordedAdopter;
import dev.homeport.dcnode.home.opening.Cut;
import dev.homeport.dcnode.home.opening.HomeEntry.HomeOpened;
import dev.homeport.dcnode.judge.ShardVerdicts;
import dev.homeport.quorumqueue.EntryAddress;
import dev.homeport.quorumqueue.JudgedEntry;
import dev.homeport.quorumqueue.QuorumQueue;
import dev.homeport.quorumqueue.ReadLimit;
import dev.homeport.quorumqueue.Verdict;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteLog;

/**
 * Looks through a site's log for orphans and for what settles them. There are two ways to be one:
 * to come behind an opening that overtook it, which the judge has said; or to stand, with effect,
 * in front of an opening that does not inherit it. Reads the log, so it may touch the disk. For one
 * thread.
 */
public final class OrphanSearch {

    private static final ReadLimit ONE = new ReadLimit(1, 1);
    private static final ReadLimit BATCH = new ReadLimit(256, 512 * 1024);

    private final QuorumQueue queue;
    private final EntryFormat format;
    private final RecordedAdopter adopter;

    /** Per shard the latest opening up to a position. */
    private final long[] latest = new long[ShardId.COUNT];

    private long latestUpTo;

    /**
     * Makes a search that goes on where an account has got to.
     *
     * @param queue this node's part of the log
     * @param format how bytes become entries
     * @param adopter keeps the account of what is found
     */
    public OrphanSearch(QuorumQueue queue, EntryFormat format, RecordedAdopter adopter) {
        this.queue = queue;
        this.format = format;
        this.adopter = adopter;
    }

    /**
     * Looks at the next entries.
     *
     * @return whether there were any, and room for what they might bring
     * @throws dev.homeport.quorumqueue.QueueException if the log cannot be read now
     */
    public boolean step() throws UnreadableEntryException {
        if (!adopter.hasRoom()) {
            return false;
        }
        var entries = queue.read(adopter.searched() + 1, BATCH);
        for (var judged : entries) {
            look(judged);
            var position = judged.entry().position();
            if (latestUpTo == position - 1) {
                latestUpTo = position;
            }
            adopter.searchedThrough(position);
            if (!adopter.hasRoom()) {
                return false;
            }
        }
        return !entries.isEmpty();
    }

    private void look(JudgedEntry judged) throws UnreadableEntryException {
        var entry = judged.entry();
        if (ShardVerdicts.isOvertaken(judged.verdict())) {
            if (format.decode(entry.draft()) instanceof ShardEntry orphan) {
                adopter.found(new Orphan(entry.address(), orphan), entry.position());
                if (ShardVerdicts.isOvertakenRepeat(judged.verdict())) {
                    hadEffect(orphan.id());
                }
            }
            return;
        }
        if (judged.verdict() instanceof Verdict.Refused) {
            return;
        }
        if (entry.draft().type() == EntryType.ADOPTED.number()) {
            if (format.decode(entry.draft()) instanceof ShardEntry adoption
                    && adoption.fact() instanceof Fact.Adopted adopted) {
                settled(adoption.id(), adopted.original(), entry.position());
            }
        } else if (entry.draft().type() == EntryType.HOME_OPENED.number()
                && format.decode(entry.draft())
                        instanceof ControlEntry(var _, var _, HomeChanged(HomeOpened opened))) {
            findLatest(entry.position());
            lookBack(opened, entry.position());
            note(opened);
            latestUpTo = entry.position();
        } else if (adopter.account().pending() > 0
                && format.decode(entry.draft()) instanceof ShardEntry said) {
            hadEffect(said.id());
        }
    }

    /**
     * What an orphan says has effect here under its id, so nobody need adopt it. That is seen in
     * this log alone: whoever begins again cannot remember that it was adopted, and the new home,
     * where its sender has said it again, has no orphan.
     */
    private void hadEffect(DerivedId id) {
        if (adopter.pends(id)) {
            adopter.settled(id);
        }
    }

    /** The links bring the home's adoption and the lost site's entry in any order. */
    private void settled(DerivedId id, EntryAddress original, long position) {
        if (!adopter.settled(id) && comesBehind(original, position)) {
            adopter.settledEarly(id, position);
        }
    }

    private boolean comesBehind(EntryAddress original, long position) {
        return lastOffset(original.stream()) < original.offset()
                || queue.readStream(original.stream(), original.offset(), ONE).entries().stream()
                        .anyMatch(judged -> judged.entry().position() > position);
    }

    /** Reads the openings in front of a position: a search that went on does not know them yet. */
    private void findLatest(long position) throws UnreadableEntryException {
        while (latestUpTo < position - 1) {
            for (var judged : queue.read(latestUpTo + 1, BATCH)) {
                var entry = judged.entry();
                if (entry.position() >= position) {
                    break;
                }
                latestUpTo = entry.position();
                if (entry.draft().type() == EntryType.HOME_OPENED.number()
                        && !(judged.verdict() instanceof Verdict.Refused)
                        && format.decode(entry.draft())
                                instanceof
                                ControlEntry(var _, var _, HomeChanged(HomeOpened opened))) {
                    note(opened);
                }
            }
        }
    }

    private void note(HomeOpened opened) {
        var epoch = opened.epoch().value();
        opened.shards().stream().forEach(shard -> latest[shard] = Math.max(latest[shard], epoch));
    }

    /**
     * Finds what had effect in front of an opening and is not inherited by it. What an opening in
     * front of its predecessor had left out was found then. One that comes behind a later one
     * leaves out nothing any more, and that one's orphans may be adopted already.
     */
    private void lookBack(HomeOpened opened, long position) throws UnreadableEntryException {
        var cut = new Cut(opened.vector());
        var epoch = opened.epoch().value();
        var shards = opened.shards().filter(shard -> latest[shard] < epoch);
        if (shards.isEmpty()) {
            return;
        }
        for (var stream : queue.streams().keySet()) {
            lookBack(stream, cut, shards, opened, position);
        }
    }

    private void lookBack(
            SiteLog stream, Cut cut, ShardSet shards, HomeOpened opened, long position)
            throws UnreadableEntryException {
        var next = cut.vector().getOrDefault(stream, 0L) + 1;
        while (next <= lastOffset(stream)) {
            for (var judged : queue.readStream(stream, next, BATCH).entries()) {
                var entry = judged.entry();
                if (entry.position() >= position) {
                    return;
                }
                next = entry.offset() + 1;
                if (judged.verdict() instanceof Verdict.Effective
                        && format.decode(entry.draft()) instanceof ShardEntry orphan
                        && shards.contains(orphan.shard())
                        && !orphan.epoch().isBefore(opened.predecessor())
                        && orphan.epoch().isBefore(opened.epoch())) {
                    adopter.lost(new Orphan(entry.address(), orphan), position);
                }
            }
        }
    }

    private long lastOffset(SiteLog stream) {
        var end = queue.streams().get(stream);
        return end == null ? 0 : end.lastOffset();
    }
}
