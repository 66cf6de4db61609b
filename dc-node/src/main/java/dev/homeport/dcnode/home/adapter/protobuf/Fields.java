package dev.homeport.dcnode.home.adapter.protobuf;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads fields so that whatever is wrong with one is refused by its name. Stateless. */
final class Fields {

    /** Reads a field whose form a noun's constructor checks. */
    interface Reading<W, T> {
        T read(W wire) throws MalformedMessageException;
    }

    /** Makes a noun that throws {@link IllegalArgumentException} on what it cannot be made of. */
    interface Making<T> {
        T make() throws MalformedMessageException;
    }

    /** Parses bytes. */
    interface Parsing<T> {
        T parse() throws InvalidProtocolBufferException;
    }

    private Fields() {}

    static <T> T parse(String name, Parsing<T> parsing) throws MalformedMessageException {
        try {
            return parsing.parse();
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedMessageException(
                    name + ": the bytes are not such a message: " + e.getMessage(), e);
        }
    }

    static <T> T in(String field, Making<T> making) throws MalformedMessageException {
        try {
            return making.make();
        } catch (IllegalArgumentException e) {
            throw new MalformedMessageException(field + ": " + e.getMessage(), e);
        } catch (MalformedMessageException e) {
            throw new MalformedMessageException(field + "." + e.getMessage(), e);
        }
    }

    static void present(String field, boolean present) throws MalformedMessageException {
        if (!present) {
            throw new MalformedMessageException(field + ": is missing");
        }
    }

    static MalformedMessageException unknown(String field) {
        return new MalformedMessageException(
                field + ": is missing, or of a kind that this release does not know");
    }

    static long atLeast(String field, long least, long value) throws MalformedMessageException {
        if (value < least) {
            throw new MalformedMessageException(
                    field
                            + ": "
                            + Long.toUnsignedString(value)
                            + " is not between "
                            + least
                            + " and "
                            + Long.MAX_VALUE);
        }
        return value;
    }

    static <W, T> List<T> list(String field, List<W> wire, Reading<W, T> reading)
            throws MalformedMessageException {
        var list = new ArrayList<T>(wire.size());
        for (var item : wire) {
            list.add(in(field + "[" + list.size() + "]", () -> reading.read(item)));
        }
        return list;
    }

    static <W, T> Set<T> set(String field, List<W> wire, Reading<W, T> reading)
            throws MalformedMessageException {
        var set = new HashSet<T>();
        for (var item : list(field, wire, reading)) {
            if (!set.add(item)) {
                throw new MalformedMessageException(field + ": names " + item + " twice");
            }
        }
        return set;
    }

    static <W, K, V> Map<K, V> map(
            String field, List<W> wire, Reading<W, K> key, Reading<W, V> value)
            throws MalformedMessageException {
        var map = new HashMap<K, V>();
        for (var i = 0; i < wire.size(); i++) {
            var item = wire.get(i);
            var name = field + "[" + i + "]";
            var read = in(name, () -> key.read(item));
            if (map.put(read, in(name, () -> value.read(item))) != null) {
                throw new MalformedMessageException(field + ": names " + read + " twice");
            }
        }
        return map;
    }
}
