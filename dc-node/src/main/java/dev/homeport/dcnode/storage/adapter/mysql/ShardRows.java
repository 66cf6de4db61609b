package dev.homeport.dcnode.storage.adapter.mysql;

import dev.homeport.vocabulary.ShardSet;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.stream.Collectors;

/** Takes the shards that a query names in its first column. Used by one thread. */
final class ShardRows implements Script.Reader {

    private final BitSet found = new BitSet();

    @Override
    public void read(ResultSet rows) throws SQLException {
        while (rows.next()) {
            found.set(rows.getInt(1));
        }
    }

    /** The shards that were named. */
    ShardSet shards() {
        return set(found);
    }

    /** A set of shards that was gathered one by one. */
    static ShardSet set(BitSet shards) {
        return shards.isEmpty() ? ShardSet.none() : ShardSet.matching(shards::get);
    }

    /** Shards as they stand in {@code IN (...)}; at least one. */
    static String list(ShardSet shards) {
        return shards.stream().mapToObj(Integer::toString).collect(Collectors.joining(", "));
    }
}
