package dev.homeport.dcnode.judge;

import dev.homeport.dcnode.home.opening.HomeEntry.HomeOpened;
import dev.homeport.dcnode.home.opening.Pause;
import dev.homeport.dcnode.home.opening.PauseWord;
import dev.homeport.dcnode.home.opening.PauseWord.Kind;
import dev.homeport.quorumqueue.EntryAddress;
import dev.homeport.quorumqueue.Verdict;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The pauses of lost sites' mirrors, as each stream says of its own log. What a word does is a
 * function of the stream that it stands in, so it is the same at every site. Not thread-safe.
 */
final class PauseLedger {

    private final TreeMap<SiteLog, TreeMap<SiteId, Pause>> byStream = new TreeMap<>();

    /** Judges a word. */
    Verdict take(EntryAddress address, PauseWord word) {
        var its = byStream.computeIfAbsent(address.stream(), _ -> new TreeMap<>());
        var before = its.get(word.lost());
        return switch (word.kind()) {
            case FROZEN -> {
                if (before != null) {
                    yield refused(word, "is paused already");
                }
                its.put(word.lost(), new Pause(word, address.offset()));
                yield Verdict.EFFECTIVE;
            }
            case STATED -> {
                if (before == null) {
                    yield refused(word, "is not paused");
                }
                if (before.word().statesMoreThan(word)) {
                    yield refused(word, "was stated to go further");
                }
                its.put(word.lost(), new Pause(word, address.offset()));
                yield Verdict.EFFECTIVE;
            }
            case ENDED ->
                    its.remove(word.lost()) == null
                            ? refused(word, "is not paused")
                            : Verdict.EFFECTIVE;
        };
    }

    private static Verdict refused(PauseWord word, String why) {
        return new Verdict.Refused(
                ErrorCode.CONFLICT, "the mirror of " + word.lost() + " " + why + " in this stream");
    }

    /**
     * Why an opening may not rely on the pauses that it names, if so: each must be the last word of
     * its stream, and state what the opening inherits of it, no more and no less.
     */
    Optional<String> hindrance(SiteLog stream, HomeOpened opened) {
        var said = byStream.getOrDefault(stream, new TreeMap<>());
        for (var named : opened.pauses().entrySet()) {
            var last = said.get(named.getKey());
            if (last == null
                    || last.word().kind() != Kind.STATED
                    || last.at() != named.getValue()
                    || opened.vector().getOrDefault(last.word().stream(), 0L)
                            != last.word().offset()) {
                return Optional.of(
                        "the word on the mirror of "
                                + named.getKey()
                                + " at offset "
                                + named.getValue()
                                + " does not stand any more, or is not what the opening inherits");
            }
        }
        return Optional.empty();
    }

    /** The last offset of a stream that a site's log takes. */
    long limit(SiteId self, SiteLog stream) {
        var own = of(byStream, self).get(stream.site());
        return own == null ? Long.MAX_VALUE : own.word().limit(stream);
    }

    /** What a site says in the latest life of its log, by the lost site. */
    static SortedMap<SiteId, Pause> of(
            SortedMap<SiteLog, ? extends SortedMap<SiteId, Pause>> byStream, SiteId speaker) {
        SortedMap<SiteId, Pause> latest = new TreeMap<>();
        for (var each : byStream.entrySet()) {
            if (each.getKey().site().equals(speaker)) {
                latest = each.getValue();
            }
        }
        return latest;
    }

    /** The pauses that stand, by the stream that says them; nobody changes it any more. */
    SortedMap<SiteLog, SortedMap<SiteId, Pause>> frozen() {
        var copy = new TreeMap<SiteLog, SortedMap<SiteId, Pause>>();
        byStream.forEach((stream, pauses) -> {
            if (!pauses.isEmpty()) {
                copy.put(stream, new TreeMap<>(pauses));
            }
        });
        return copy;
    }

    /**
     * Writes the pauses: the number of them (2 bytes); for each the stream that says it and the
     * lost site's (site in UTF-8 behind 2 bytes of length, incarnation 8), the kind (1: 0 for
     * stated, 1 for frozen), the offset, the table's version and the word's own offset (8 each).
     */
    void write(DataOutputStream out) throws IOException {
        out.writeShort(byStream.values().stream().mapToInt(Map::size).sum());
        for (var each : byStream.entrySet()) {
            for (var pause : each.getValue().values()) {
                write(each.getKey(), out);
                write(pause.word().stream(), out);
                out.writeByte(pause.word().kind() == Kind.STATED ? 0 : 1);
                out.writeLong(pause.word().offset());
                out.writeLong(pause.word().tableVersion());
                out.writeLong(pause.at());
            }
        }
    }

    private static void write(SiteLog stream, DataOutputStream out) throws IOException {
        out.writeUTF(stream.site().name());
        out.writeLong(stream.incarnation());
    }

    void read(DataInputStream in) throws IOException {
        for (var left = in.readUnsignedShort(); left > 0; left--) {
            var speaker = readStream(in);
            var lost = readStream(in);
            var kind = in.readUnsignedByte() == 0 ? Kind.STATED : Kind.FROZEN;
            var word = new PauseWord(kind, lost, in.readLong(), in.readLong());
            byStream.computeIfAbsent(speaker, _ -> new TreeMap<>())
                    .put(lost.site(), new Pause(word, in.readLong()));
        }
    }

    private static SiteLog readStream(DataInputStream in) throws IOException {
        return new SiteLog(new SiteId(in.readUTF()), in.readLong());
    }
}
