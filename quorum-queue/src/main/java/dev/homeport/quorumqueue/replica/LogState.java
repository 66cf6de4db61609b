package dev.homeport.quorumqueue.replica;

import dev.homeport.quorumqueue.CursorResult;
import dev.homeport.quorumqueue.Draft;
import dev.homeport.quorumqueue.Entry;
import dev.homeport.quorumqueue.Judge;
import dev.homeport.quorumqueue.JudgedEntry;
import dev.homeport.quorumqueue.MirrorBatch;
import dev.homeport.quorumqueue.MirrorResult;
import dev.homeport.quorumqueue.QuorumQueue;
import dev.homeport.quorumqueue.RunningHash;
import dev.homeport.quorumqueue.Setback;
import dev.homeport.quorumqueue.StreamEnd;
import dev.homeport.quorumqueue.frame.CursorChange;
import dev.homeport.quorumqueue.frame.Frame;
import dev.homeport.quorumqueue.frame.HashChain;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.SiteLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The state that a log's frames build up: where each stream ends, the cursors, and the judge.
 *
 * <p>Not thread-safe: it belongs to the thread that applies the log. {@link #streams} and {@link
 * #cursors} return immutable copies that may be handed to others.
 */
public final class LogState {

    /** A pause lasts as long as a move of homes, and what was left out is not lost. */
    private static final Duration PAUSED_RETRY = Duration.ofMillis(500);

    private final FleetId fleet;
    private final SiteLog own;
    private final Judge judge;
    private final HashChain chain = new HashChain();
    private final TreeMap<SiteLog, StreamEnd> streams = new TreeMap<>();
    private final TreeMap<String, Long> cursors = new TreeMap<>();
    private long lastPosition;

    /**
     * Makes the state of an empty log.
     *
     * @param fleet the fleet, which every stream's hash begins with
     * @param own the site's own stream
     * @param judge judges the entries; has not judged any yet
     */
    public LogState(FleetId fleet, SiteLog own, Judge judge) {
        this.fleet = fleet;
        this.own = own;
        this.judge = judge;
        streams.put(own, emptyStream(own));
    }

    /**
     * Puts the state of an empty log into what a snapshot says.
     *
     * @throws IllegalArgumentException if the judge cannot read its part, or the snapshot is of
     *     another site's log
     */
    public void restore(LogSnapshot snapshot) {
        if (!snapshot.streams().containsKey(own)) {
            throw new IllegalArgumentException(
                    "snapshot: has no stream " + own + ", so it is of another log");
        }
        judge.restore(snapshot.judge());
        streams.clear();
        streams.putAll(snapshot.streams());
        cursors.clear();
        cursors.putAll(snapshot.cursors());
        lastPosition = snapshot.lastPosition();
    }

    /** The whole state, in a form that {@link #restore} takes. */
    public LogSnapshot snapshot() {
        return new LogSnapshot(lastPosition, streams(), cursors(), judge.snapshot());
    }

    /** The first entry of a frame that the judge does not know, if any. */
    public Optional<Draft> firstUnknown(Frame frame) {
        return frame.drafts().stream()
                .filter(draft -> !judge.knows(draft.type(), draft.formatVersion()))
                .findFirst();
    }

    /**
     * Takes the next committed frame.
     *
     * @throws IllegalStateException if a frame of own entries names another stream than this log's
     * @throws RuntimeException whatever the judge throws; the state is then not to be used any more
     */
    public Outcome apply(Frame frame) {
        return switch (frame) {
            case Frame.Own(var stream, var drafts) -> applyOwn(stream, drafts);
            case Frame.Mirror(var batch) -> applyMirror(batch);
            case Frame.Cursors(var changes) ->
                    new Outcome.CursorsChanged(changes.stream().map(this::applyChange).toList());
        };
    }

    /** Position of the last entry, 0 when there is none. */
    public long lastPosition() {
        return lastPosition;
    }

    /** Where each stream ends. */
    public Map<SiteLog, StreamEnd> streams() {
        return Map.copyOf(streams);
    }

    /** The cursors' positions. */
    public Map<String, Long> cursors() {
        return Map.copyOf(cursors);
    }

    private Outcome applyOwn(SiteLog stream, List<Draft> drafts) {
        if (!stream.equals(own)) {
            throw new IllegalStateException(
                    "a frame of own entries names " + stream + ", but this log's own is " + own);
        }
        var end = end(own);
        var hashes = new ArrayList<RunningHash>(drafts.size());
        var hash = end.hash();
        for (var i = 0; i < drafts.size(); i++) {
            hash = chain.next(hash, end.lastOffset() + 1 + i, drafts.get(i));
            hashes.add(hash);
        }
        return new Outcome.OwnAdded(add(end, 0, drafts, hashes));
    }

    private Outcome applyMirror(MirrorBatch batch) {
        var stream = batch.stream();
        var refusal = mirrorRefusal(own, streams, stream);
        if (refusal.isPresent()) {
            return new Outcome.MirrorSeen(refusal.get(), Optional.empty());
        }
        var end = end(stream);
        return switch (MirrorCheck.check(end, batch, chain)) {
            case MirrorCheck.Answer.Settled(var result) ->
                    new Outcome.MirrorSeen(result, Optional.empty());
            case MirrorCheck.Answer.Continues(var skipped, var hashes) -> {
                var room = judge.mirrorLimit(stream) - end.lastOffset();
                if (room <= 0) {
                    yield new Outcome.MirrorSeen(
                            new Setback.Overloaded(
                                    stream
                                            + " is paused here, at offset "
                                            + end.lastOffset()
                                            + "; nothing was done",
                                    PAUSED_RETRY),
                            Optional.empty());
                }
                var taken = (int) Math.min(room, hashes.size());
                var drafts = batch.drafts().subList(skipped, skipped + taken);
                var added = add(end, skipped, drafts, hashes.subList(0, taken));
                yield new Outcome.MirrorSeen(
                        new MirrorResult.Mirrored(end(stream), taken), Optional.of(added));
            }
        };
    }

    /**
     * Why a stream is not mirrored here whatever the batch, if so.
     *
     * @param own the site's own stream
     * @param streams where each stream ends
     * @param stream the stream in question
     */
    public static Optional<MirrorResult> mirrorRefusal(
            SiteLog own, Map<SiteLog, StreamEnd> streams, SiteLog stream) {
        if (stream.equals(own)) {
            return Optional.of(
                    new MirrorResult.Refused(stream + " is this site's own current stream"));
        }
        if (!streams.containsKey(stream) && streams.size() >= QuorumQueue.MAX_STREAMS) {
            return Optional.of(
                    new MirrorResult.Refused(
                            "a log keeps at most "
                                    + QuorumQueue.MAX_STREAMS
                                    + " streams; "
                                    + stream
                                    + " would be one more"));
        }
        return Optional.empty();
    }

    private Outcome.Added add(
            StreamEnd end, int skipped, List<Draft> drafts, List<RunningHash> hashes) {
        var judged = new ArrayList<JudgedEntry>(drafts.size());
        for (var i = 0; i < drafts.size(); i++) {
            lastPosition++;
            var entry =
                    new Entry(
                            end.stream(),
                            end.lastOffset() + 1 + i,
                            lastPosition,
                            drafts.get(i),
                            hashes.get(i));
            judged.add(new JudgedEntry(entry, judge.judge(entry)));
        }
        var last = judged.getLast().entry();
        streams.put(end.stream(), new StreamEnd(end.stream(), last.offset(), last.hash()));
        return new Outcome.Added(end.stream(), skipped, end.hash(), judged);
    }

    private CursorResult applyChange(CursorChange change) {
        return switch (change) {
            case CursorChange.Advance(var name, var position) -> advance(name, position);
            case CursorChange.Drop(var name) -> {
                cursors.remove(name);
                yield new CursorResult.Dropped(name);
            }
        };
    }

    private CursorResult advance(String name, long position) {
        if (position > lastPosition) {
            return new CursorResult.Refused(
                    "cursor "
                            + name
                            + " cannot go to position "
                            + position
                            + ": the log ends at "
                            + lastPosition);
        }
        if (!cursors.containsKey(name) && cursors.size() >= QuorumQueue.MAX_CURSORS) {
            return new CursorResult.Refused(
                    "a log keeps at most "
                            + QuorumQueue.MAX_CURSORS
                            + " cursors; "
                            + name
                            + " would be one more");
        }
        return new CursorResult.Moved(name, cursors.merge(name, position, Math::max));
    }

    private StreamEnd end(SiteLog stream) {
        var end = streams.get(stream);
        return end != null ? end : emptyStream(stream);
    }

    private StreamEnd emptyStream(SiteLog stream) {
        return new StreamEnd(stream, 0, chain.start(fleet, stream));
    }
}
