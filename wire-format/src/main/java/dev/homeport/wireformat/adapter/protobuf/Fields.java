package dev.homeport.wireformat.adapter.protobuf;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads fields so that whatever is wrong with one is refused by its name. Stateless. */
public final class Fields {

    /** Reads a field whose form a noun's constructor checks. */
    public interface Reading<W, T> {
        /** Reads it. */
        T read(W wire) throws MalformedMessageException;
    }

    /** Makes a noun that throws {@link IllegalArgumentException} on what it cannot be made of. */
    public interface Making<T> {
        /** Makes it. */
        T make() throws MalformedMessageException;
    }

    /** Parses bytes. */
    public interface Parsing<T> {
        /** Parses them. */
        T parse() throws InvalidProtocolBufferException;
    }

    private Fields() {}

    /** Parses a message; one that is none is refused by its name. */
    public static <T> T parse(String name, Parsing<T> parsing) throws MalformedMessageException {
        try {
            return parsing.parse();
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedMessageException(
                    name + ": the bytes are not such a message: " + e.getMessage(), e);
        }
    }

    /** Makes a noun of a field; what is wrong with it is refused by its name. */
    public static <T> T in(String field, Making<T> making) throws MalformedMessageException {
        try {
            return making.make();
        } catch (IllegalArgumentException e) {
            throw new MalformedMessageException(field + ": " + e.getMessage(), e);
        } catch (MalformedMessageException e) {
            throw new MalformedMessageException(field + "." + e.getMessage(), e);
        }
    }

    /** Refuses a field that is missing. */
    public static void present(String field, boolean present) throws MalformedMessageException {
        if (!present) {
            throw new MalformedMessageException(field + ": is missing");
        }
    }

    /** What is said of a field whose kind is not known. */
    public static MalformedMessageException unknown(String field) {
        return new MalformedMessageException(
                field + ": is missing, or of a kind that this release does not know");
    }

    /** Refuses a number that is below a bound. */
    public static long atLeast(String field, long least, long value)
            throws MalformedMessageException {
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

    /** Reads a repeated field. */
    public static <W, T> List<T> list(String field, List<W> wire, Reading<W, T> reading)
            throws MalformedMessageException {
        var list = new ArrayList<T>(wire.size());
        for (var item : wire) {
            list.add(in(field + "[" + list.size() + "]", () -> reading.read(item)));
        }
        return list;
    }

    /** Reads a repeated field that names nothing twice. */
    public static <W, T> Set<T> set(String field, List<W> wire, Reading<W, T> reading)
            throws MalformedMessageException {
        var set = new HashSet<T>();
        for (var item : list(field, wire, reading)) {
            if (!set.add(item)) {
                throw new MalformedMessageException(field + ": names " + item + " twice");
            }
        }
        return set;
    }

    /** Reads a repeated field whose keys are named once each. */
    public static <W, K, V> Map<K, V> map(
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
