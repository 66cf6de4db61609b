package dev.homeport.dcnode.storage.adapter.mysql;

import java.util.List;

/** The latest opening of each shard. Stateless. */
final class OpeningRows {

    /** Assignments are made from left to right: the epoch, which the others look at, last. */
    private static final String UPSERT =
            "INSERT INTO shard_opening (shard, epoch, predecessor, site, incarnation,"
                    + " stream_offset) VALUES %s"
                    + " ON DUPLICATE KEY UPDATE"
                    + " predecessor = IF(VALUES(epoch) > epoch, VALUES(predecessor),"
                    + " predecessor),"
                    + " site = IF(VALUES(epoch) > epoch, VALUES(site), site),"
                    + " incarnation = IF(VALUES(epoch) > epoch, VALUES(incarnation),"
                    + " incarnation),"
                    + " stream_offset = IF(VALUES(epoch) > epoch,"
                    + " VALUES(stream_offset), stream_offset),"
                    + " epoch = GREATEST(epoch, VALUES(epoch))";

    private OpeningRows() {}

    /** Takes an opening for those of its shards that have had no later one. */
    static void write(Script script, Contents.Opening opening) {
        var address = opening.address();
        var opened = opening.opened();
        script.runForAll(
                UPSERT,
                "(?, ?, ?, ?, ?, ?)",
                opened.shards().stream().boxed().toList(),
                shard ->
                        List.of(
                                shard,
                                opened.epoch().value(),
                                opened.predecessor().value(),
                                address.stream().site().name(),
                                address.stream().incarnation(),
                                address.offset()));
    }
}
