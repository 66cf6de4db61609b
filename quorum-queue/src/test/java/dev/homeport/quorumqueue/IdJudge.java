package dev.homeport.quorumqueue;

import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A judge for tests: an id is effective once, type {@value #REFUSED_TYPE} is always refused, and
 * only some types are known, in version 0.
 */
public final class IdJudge implements Judge {

    /** The type of an ordinary entry. */
    public static final int FACT = 1;

    /** The type of an entry that is refused with MOVED. */
    public static final int REFUSED_TYPE = 2;

    /** A type that only newer judges know. */
    public static final int NEW_TYPE = 3;

    private final Set<Integer> known;
    private final Map<String, EntryAddress> first = new LinkedHashMap<>();

    /** Makes a judge that knows facts and refused entries. */
    public IdJudge() {
        this(Set.of(FACT, REFUSED_TYPE));
    }

    /** Makes a judge that knows some types. */
    public IdJudge(Set<Integer> known) {
        this.known = known;
    }

    @Override
    public boolean knows(int type, int formatVersion) {
        return known.contains(type) && formatVersion == 0;
    }

    @Override
    public Verdict judge(Entry entry) {
        if (entry.type() == REFUSED_TYPE) {
            return new Verdict.Refused(ErrorCode.MOVED, "type " + REFUSED_TYPE + " has moved");
        }
        var before = first.putIfAbsent(entry.id().value(), entry.address());
        return before == null ? Verdict.EFFECTIVE : new Verdict.Duplicate(before);
    }

    @Override
    public byte[] snapshot() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeInt(first.size());
            for (var entry : first.entrySet()) {
                out.writeUTF(entry.getKey());
                out.writeUTF(entry.getValue().stream().site().name());
                out.writeLong(entry.getValue().stream().incarnation());
                out.writeLong(entry.getValue().offset());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public void restore(byte[] snapshot) {
        first.clear();
        try (var in = new DataInputStream(new ByteArrayInputStream(snapshot))) {
            for (var left = in.readInt(); left > 0; left--) {
                var id = in.readUTF();
                var stream = new SiteLog(new SiteId(in.readUTF()), in.readLong());
                first.put(id, new EntryAddress(stream, in.readLong()));
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("snapshot: is none of an IdJudge", e);
        }
    }
}
