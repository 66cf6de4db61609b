package dev.homeport.wireformat.adapter.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.homeport.vocabulary.Allotment;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.LeasePolicy;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.Type;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/** Shapes of values that are no records. Stateless. */
final class SingleShapes {

    private SingleShapes() {}

    static Map<Type, Shape> all() {
        var all = new HashMap<Type, Shape>();
        put(
                all,
                Long.class,
                long.class,
                Shape.of(Long.class, DataOutputStream::writeLong, DataInputStream::readLong));
        put(
                all,
                Integer.class,
                int.class,
                Shape.of(Integer.class, DataOutputStream::writeInt, DataInputStream::readInt));
        put(
                all,
                Boolean.class,
                boolean.class,
                Shape.of(
                        Boolean.class,
                        DataOutputStream::writeBoolean,
                        DataInputStream::readBoolean));
        all.put(String.class, Shape.of(String.class, SingleShapes::text, SingleShapes::text));
        all.put(
                URI.class,
                Shape.of(
                        URI.class,
                        (out, uri) -> text(out, uri.toString()),
                        in -> URI.create(text(in))));
        all.put(
                Duration.class,
                Shape.of(
                        Duration.class,
                        (out, length) -> out.writeLong(length.toNanos()),
                        in -> Duration.ofNanos(in.readLong())));
        all.put(
                UUID.class,
                Shape.of(
                        UUID.class,
                        (out, id) -> {
                            out.writeLong(id.getMostSignificantBits());
                            out.writeLong(id.getLeastSignificantBits());
                        },
                        in -> new UUID(in.readLong(), in.readLong())));
        all.put(
                OptionalInt.class,
                Shape.of(
                        OptionalInt.class,
                        (out, value) -> {
                            out.writeBoolean(value.isPresent());
                            out.writeInt(value.orElse(0));
                        },
                        in -> {
                            var there = in.readBoolean();
                            var value = in.readInt();
                            return there ? OptionalInt.of(value) : OptionalInt.empty();
                        }));
        all.put(
                OptionalLong.class,
                Shape.of(
                        OptionalLong.class,
                        (out, value) -> {
                            out.writeBoolean(value.isPresent());
                            out.writeLong(value.orElse(0));
                        },
                        in -> {
                            var there = in.readBoolean();
                            var value = in.readLong();
                            return there ? OptionalLong.of(value) : OptionalLong.empty();
                        }));
        all.put(
                ShardSet.class,
                Shape.of(ShardSet.class, SingleShapes::shards, SingleShapes::shards));
        all.put(RoutingTable.class, ofTable());
        return all;
    }

    private static void put(Map<Type, Shape> all, Type boxed, Type primitive, Shape shape) {
        all.put(boxed, shape);
        all.put(primitive, shape);
    }

    static Shape ofEnum(Class<?> type) {
        var byName = new HashMap<String, Object>();
        for (var constant : type.getEnumConstants()) {
            byName.put(((Enum<?>) constant).name(), constant);
        }
        return Shape.of(
                Enum.class,
                (out, value) -> out.writeUTF(value.name()),
                in -> {
                    var name = in.readUTF();
                    var value = byName.get(name);
                    if (value == null) {
                        throw new IOException("there is no " + name + " in " + byName.keySet());
                    }
                    return value;
                });
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        var bytes = text.getBytes(UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        var length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("a text of " + length + " bytes goes beyond the end");
        }
        return new String(in.readNBytes(length), UTF_8);
    }

    /** As runs, for most sets are few of them. */
    private static void shards(DataOutputStream out, ShardSet shards) throws IOException {
        var bits = BitSet.valueOf(shards.toBitmap());
        var runs = new ArrayList<Integer>();
        for (var from = bits.nextSetBit(0); from >= 0; ) {
            var to = bits.nextClearBit(from);
            runs.add(from);
            runs.add(to);
            from = bits.nextSetBit(to);
        }
        out.writeShort(runs.size());
        for (var each : runs) {
            out.writeShort(each);
        }
    }

    private static ShardSet shards(DataInputStream in) throws IOException {
        var bits = new BitSet(ShardId.COUNT);
        for (var left = in.readUnsignedShort(); left > 0; left -= 2) {
            bits.set(in.readUnsignedShort(), in.readUnsignedShort());
        }
        return ShardSet.ofBitmap(Arrays.copyOf(bits.toLongArray(), ShardId.COUNT / Long.SIZE));
    }

    /** A table as what it is made of. */
    private record Table(
            FleetId fleet,
            long version,
            List<Allotment> allotments,
            Set<SiteId> witnesses,
            LeasePolicy leases,
            Map<SiteLog, Long> fences) {

        static Table of(RoutingTable table) {
            return new Table(
                    table.fleet(),
                    table.version(),
                    table.allotments(),
                    table.witnesses(),
                    table.leases(),
                    table.fences());
        }

        RoutingTable made() {
            return new RoutingTable(fleet, version, allotments, witnesses, leases, fences);
        }
    }

    private static final class TableShape {
        // Made when it is first needed: it is itself made of these shapes.
        private static final RecordBytes<Table> BYTES = new RecordBytes<>(Table.class);
    }

    private static Shape ofTable() {
        return Shape.of(
                RoutingTable.class,
                (out, table) -> {
                    var bytes = TableShape.BYTES.write(Table.of(table));
                    out.writeInt(bytes.length);
                    out.write(bytes);
                },
                in -> {
                    var bytes = new byte[Math.clamp(in.readInt(), 0, in.available())];
                    in.readFully(bytes);
                    return TableShape.BYTES.read(bytes).made();
                });
    }
}
