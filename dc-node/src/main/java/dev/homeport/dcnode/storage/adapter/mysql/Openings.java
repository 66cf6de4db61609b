package dev.homeport.dcnode.storage.adapter.mysql;

import dev.homeport.dcnode.home.opening.HomeEntry.HomeOpened;
import dev.homeport.quorumqueue.EntryAddress;
import java.sql.Connection;
import java.sql.SQLException;

/** The latest opening of each shard. Stateless. */
final class Openings {

    private Openings() {}

    /** Takes an opening for those of its shards that have had no later one. */
    static void write(Connection connection, EntryAddress address, HomeOpened opened)
            throws SQLException {
        // Assignments are made from left to right: the epoch, which the others look at, last.
        try (var upsert =
                connection.prepareStatement(
                        "INSERT INTO shard_opening (shard, epoch, predecessor, site, incarnation,"
                                + " stream_offset) VALUES (?, ?, ?, ?, ?, ?)"
                                + " ON DUPLICATE KEY UPDATE"
                                + " predecessor = IF(VALUES(epoch) > epoch, VALUES(predecessor),"
                                + " predecessor),"
                                + " site = IF(VALUES(epoch) > epoch, VALUES(site), site),"
                                + " incarnation = IF(VALUES(epoch) > epoch, VALUES(incarnation),"
                                + " incarnation),"
                                + " stream_offset = IF(VALUES(epoch) > epoch,"
                                + " VALUES(stream_offset), stream_offset),"
                                + " epoch = GREATEST(epoch, VALUES(epoch))")) {
            for (var shard : opened.shards().stream().toArray()) {
                upsert.setInt(1, shard);
                upsert.setLong(2, opened.epoch().value());
                upsert.setLong(3, opened.predecessor().value());
                upsert.setString(4, address.stream().site().name());
                upsert.setLong(5, address.stream().incarnation());
                upsert.setLong(6, address.offset());
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }
}
