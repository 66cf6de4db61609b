package dev.homeport.dcnode.judge;

import dev.homeport.coordinator.allocation.AllocationSnapshot;
import dev.homeport.dcnode.entry.DerivedId;
import dev.homeport.dcnode.home.judge.EpochLedger;
import dev.homeport.dcnode.home.lease.LeaseRules;
import dev.homeport.dcnode.home.opening.Cut;
import dev.homeport.quorumqueue.EntryAddress;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a judge remembers of its log: per stream the open epochs and the feature level, per shard
 * the window of ids. At most 52 MiB as a snapshot, with every window of every shard full.
 *
 * <p>A snapshot is, all numbers big endian: a version byte (1); the number of streams (2 bytes);
 * for each its site (2 bytes length, UTF-8), incarnation (8), feature level (4), position of its
 * latest change of homes (8) and ledger (8,192 times 8); then for each of the 4,096 shards the
 * epoch of its latest opening in any stream (8); then for each shard the number of its entries (2)
 * and for each entry, oldest first, its id (16) and its place (8): the number of its stream in the
 * top bits, its offset below; then the number of streams with account numbers (2) and the numbers
 * of each, as {@link AllocationBytes} has them; then the pauses, as {@link PauseLedger} has them.
 */
final class JudgeState {

    private static final int VERSION = 1;

    /** The version before there were pauses, which is read as one without any. */
    private static final int WITHOUT_PAUSES = 0;

    private static final int OFFSET_BITS = 54;
    private static final long OFFSET_MASK = (1L << OFFSET_BITS) - 1;
    private static final int LEDGER_WORDS = 2 * ShardId.COUNT;

    private final List<Stream> streams = new ArrayList<>();
    private final long[] latestOpenings = new long[ShardId.COUNT];
    private final Allocations allocations = new Allocations();
    private final PauseLedger pauses = new PauseLedger();
    private final @Nullable DuplicateWindow[] windows = new DuplicateWindow[ShardId.COUNT];

    private static final class Stream {
        final SiteLog log;
        final EpochLedger ledger = new EpochLedger(LeaseRules.ALL);
        int featureLevel;
        long changedAt;

        Stream(SiteLog log) {
            this.log = log;
        }
    }

    EpochLedger ledger(SiteLog stream) {
        return streams.get(number(stream)).ledger;
    }

    /** A stream opens homes at a position; gives the shards that are open by it. */
    ShardSet open(SiteLog stream, long position, ShardSet shards, Epoch epoch) {
        var its = streams.get(number(stream));
        var opened = its.ledger.open(shards, epoch);
        its.changedAt = position;
        return opened;
    }

    /** The latest opening of a shard in any stream, {@link Epoch#NONE} without one. */
    Epoch latestOpening(ShardId shard) {
        return new Epoch(latestOpenings[shard.value()]);
    }

    /** From here on an opening is the latest of shards. */
    void setLatestOpening(ShardSet shards, Epoch epoch) {
        shards.stream().forEach(shard -> latestOpenings[shard] = epoch.value());
    }

    /** A stream closes homes at a position. */
    void closeBelow(SiteLog stream, long position, ShardSet shards, Epoch below) {
        var its = streams.get(number(stream));
        its.ledger.closeBelow(shards, below);
        its.changedAt = position;
    }

    /** The openings and closings so far, frozen. */
    LogHomes homes() {
        var byStream = new TreeMap<SiteLog, LogHomes.OfStream>();
        for (var stream : streams) {
            var copy = new EpochLedger(LeaseRules.ALL);
            copy.restore(stream.ledger.toArray());
            byStream.put(stream.log, new LogHomes.OfStream(copy, stream.changedAt));
        }
        return new LogHomes(byStream, latestOpenings.clone(), pauses.frozen());
    }

    PauseLedger pauses() {
        return pauses;
    }

    Allocations allocations() {
        return allocations;
    }

    int featureLevel(SiteLog stream) {
        return streams.get(number(stream)).featureLevel;
    }

    void raiseFeatureLevel(SiteLog stream, int level) {
        streams.get(number(stream)).featureLevel = level;
    }

    Optional<EntryAddress> firstOf(ShardId shard, DerivedId id) {
        var window = windows[shard.value()];
        var place = window == null ? DuplicateWindow.ABSENT : window.find(id);
        if (place == DuplicateWindow.ABSENT) {
            return Optional.empty();
        }
        return Optional.of(address(place));
    }

    private EntryAddress address(long place) {
        var stream = streams.get((int) (place >> OFFSET_BITS)).log;
        return new EntryAddress(stream, place & OFFSET_MASK);
    }

    /**
     * The last entry of a shard that took effect, and is not forgotten; the window's last, so that
     * it needs no place of its own in a snapshot.
     */
    Optional<EntryAddress> lastOf(ShardId shard) {
        var window = windows[shard.value()];
        return window == null || window.size() == 0
                ? Optional.empty()
                : Optional.of(address(window.newest()));
    }

    /**
     * Forgets the ids of those entries of shards that a cut leaves out. This is done while the log
     * waits, for up to two million ids; so the cut is not asked for each.
     */
    void forgetBeyond(ShardSet shards, Cut cut) {
        var kept =
                streams.stream()
                        .mapToLong(stream -> cut.vector().getOrDefault(stream.log, 0L))
                        .toArray();
        shards.stream()
                .forEach(shard -> {
                    var window = windows[shard];
                    if (window != null) {
                        windows[shard] =
                                window.retain(place ->
                                        (place & OFFSET_MASK)
                                                <= kept[(int) (place >> OFFSET_BITS)]);
                    }
                });
    }

    void remember(ShardId shard, DerivedId id, EntryAddress address) {
        var window = windows[shard.value()];
        if (window == null) {
            window = new DuplicateWindow();
            windows[shard.value()] = window;
        }
        window.add(id, (long) number(address.stream()) << OFFSET_BITS | address.offset());
    }

    /** Streams are few (one per site and incarnation) and are numbered as they first appear. */
    private int number(SiteLog stream) {
        for (var i = 0; i < streams.size(); i++) {
            if (streams.get(i).log.equals(stream)) {
                return i;
            }
        }
        streams.add(new Stream(stream));
        return streams.size() - 1;
    }

    byte[] toBytes() {
        var bytes = new ByteArrayOutputStream();
        try (var output = new DataOutputStream(bytes)) {
            output.writeByte(VERSION);
            output.writeShort(streams.size());
            for (var stream : streams) {
                output.writeUTF(stream.log.site().name());
                output.writeLong(stream.log.incarnation());
                output.writeInt(stream.featureLevel);
                output.writeLong(stream.changedAt);
                for (var word : stream.ledger.toArray()) {
                    output.writeLong(word);
                }
            }
            for (var epoch : latestOpenings) {
                output.writeLong(epoch);
            }
            for (var window : windows) {
                output.writeShort(window == null ? 0 : window.size());
                if (window != null) {
                    for (var word : window.toWords()) {
                        output.writeLong(word);
                    }
                }
            }
            var numbers = allocations.snapshot().values();
            output.writeShort(numbers.size());
            for (var ofStream : numbers) {
                AllocationBytes.write(ofStream, output);
            }
            pauses.write(output);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    static JudgeState ofBytes(byte[] snapshot) {
        try (var input = new DataInputStream(new ByteArrayInputStream(snapshot))) {
            var version = input.readUnsignedByte();
            if (version != VERSION && version != WITHOUT_PAUSES) {
                throw new IllegalArgumentException(
                        "judge: a snapshot of version "
                                + version
                                + " is not known to this release; start a newer one");
            }
            var state = new JudgeState();
            state.read(input);
            if (version != WITHOUT_PAUSES) {
                state.pauses.read(input);
            }
            if (input.read() >= 0) {
                throw new IllegalArgumentException("judge: the snapshot is longer than it says");
            }
            return state;
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "judge: the snapshot of " + snapshot.length + " bytes ends too early", e);
        }
    }

    private void read(DataInputStream input) throws IOException {
        var streamCount = input.readUnsignedShort();
        for (var i = 0; i < streamCount; i++) {
            var stream = new Stream(new SiteLog(new SiteId(input.readUTF()), input.readLong()));
            stream.featureLevel = input.readInt();
            stream.changedAt = input.readLong();
            stream.ledger.restore(readWords(input, LEDGER_WORDS));
            streams.add(stream);
        }
        System.arraycopy(readWords(input, ShardId.COUNT), 0, latestOpenings, 0, ShardId.COUNT);
        for (var shard = 0; shard < ShardId.COUNT; shard++) {
            var size = input.readUnsignedShort();
            if (size > DuplicateWindow.SIZE) {
                throw new IllegalArgumentException(
                        "judge: the window of shard " + shard + " has " + size + " entries");
            }
            if (size > 0) {
                var words = readWords(input, size * DuplicateWindow.WORDS_PER_ENTRY);
                windows[shard] = DuplicateWindow.ofWords(words);
            }
        }
        var numbers = new ArrayList<AllocationSnapshot>();
        for (var left = input.readUnsignedShort(); left > 0; left--) {
            numbers.add(AllocationBytes.read(input));
        }
        allocations.restore(numbers);
    }

    private static long[] readWords(DataInputStream input, int count) throws IOException {
        var words = new long[count];
        for (var i = 0; i < count; i++) {
            words[i] = input.readLong();
        }
        return words;
    }
}
