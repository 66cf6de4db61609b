package dev.homeport.dcnode.storage.adapter.mysql;

import dev.homeport.vocabulary.SiteLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The openings of each shard: the latest one, and all of them. Stateless. */
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

    /** An opening that is there already is the same: its entry comes once into a log. */
    private static final String INSERT =
            "INSERT INTO shard_opening_history (shard, epoch, predecessor, site, incarnation,"
                    + " stream_offset, vector) VALUES %s ON DUPLICATE KEY UPDATE epoch = epoch";

    private OpeningRows() {}

    /**
     * Takes an opening into the history, and as the latest of those of its shards that have had no
     * later one.
     */
    static void write(Script script, Contents.Opening opening) {
        var address = opening.address();
        var opened = opening.opened();
        var shards = opened.shards().stream().boxed().toList();
        List<Object> latest =
                List.of(
                        opened.epoch().value(),
                        opened.predecessor().value(),
                        address.stream().site().name(),
                        address.stream().incarnation(),
                        address.offset());
        var whole = new ArrayList<>(latest);
        whole.add(text(opened.vector()));
        script.runForAll(UPSERT, "(?, ?, ?, ?, ?, ?)", shards, shard -> row(shard, latest))
                .runForAll(INSERT, "(?, ?, ?, ?, ?, ?, ?)", shards, shard -> row(shard, whole));
    }

    private static List<Object> row(int shard, List<Object> values) {
        var row = new ArrayList<Object>(values.size() + 1);
        row.add(shard);
        row.addAll(values);
        return row;
    }

    private static String text(Map<SiteLog, Long> vector) {
        return vector.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(part -> part.getKey() + "=" + part.getValue())
                .collect(Collectors.joining(" "));
    }
}
