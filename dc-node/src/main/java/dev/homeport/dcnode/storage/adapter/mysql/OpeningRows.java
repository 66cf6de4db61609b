package dev.homeport.dcnode.storage.adapter.mysql;

import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
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

    private static final String INSERT_DIGESTED =
            "INSERT INTO shard_opening_history (shard, epoch, predecessor, site, incarnation,"
                    + " stream_offset, vector, digest) VALUES %s"
                    + " ON DUPLICATE KEY UPDATE digest = VALUES(digest)";

    private OpeningRows() {}

    /**
     * Takes an opening into the history, and as the latest of those of its shards that have had no
     * later one.
     *
     * @param digests what is compared of those of its shards that the view shows
     */
    static void write(Script script, Contents.Opening opening, Map<ShardId, Long> digests) {
        var latest = latest(opening);
        var whole = whole(opening);
        script.runForAll(
                        UPSERT,
                        "(?, ?, ?, ?, ?, ?)",
                        opening.shards().toList(),
                        shard -> row(shard, latest))
                .runForAll(
                        INSERT,
                        "(?, ?, ?, ?, ?, ?, ?)",
                        opening.shards().filter(shard -> !digests.containsKey(shard)).toList(),
                        shard -> row(shard, whole));
        writeDigests(script, opening, digests);
    }

    /** Notes what is compared of shards, in front of an opening. */
    static void writeDigests(Script script, Contents.Opening opening, Map<ShardId, Long> digests) {
        var whole = whole(opening);
        script.runForAll(
                INSERT_DIGESTED,
                "(?, ?, ?, ?, ?, ?, ?, ?)",
                digests.entrySet(),
                each -> {
                    var row = row(each.getKey(), whole);
                    row.add(each.getValue());
                    return row;
                });
    }

    private static List<Object> latest(Contents.Opening opening) {
        var address = opening.address();
        return List.of(
                opening.opened().epoch().value(),
                opening.opened().predecessor().value(),
                address.stream().site().name(),
                address.stream().incarnation(),
                address.offset());
    }

    private static List<Object> whole(Contents.Opening opening) {
        var whole = new ArrayList<>(latest(opening));
        whole.add(text(opening.opened().vector()));
        return whole;
    }

    private static List<Object> row(ShardId shard, List<Object> values) {
        var row = new ArrayList<Object>(values.size() + 2);
        row.add(shard.value());
        row.addAll(values);
        return row;
    }

    /** Reads what {@link #write} wrote of a vector. */
    static SortedMap<SiteLog, Long> vector(String text) {
        var vector = new TreeMap<SiteLog, Long>();
        for (var part : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
            var hash = part.indexOf('#');
            var equals = part.indexOf('=');
            vector.put(
                    new SiteLog(
                            new SiteId(part.substring(0, hash)),
                            Long.parseLong(part.substring(hash + 1, equals))),
                    Long.parseLong(part.substring(equals + 1)));
        }
        return vector;
    }

    private static String text(Map<SiteLog, Long> vector) {
        return vector.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(part -> part.getKey() + "=" + part.getValue())
                .collect(Collectors.joining(" "));
    }
}
