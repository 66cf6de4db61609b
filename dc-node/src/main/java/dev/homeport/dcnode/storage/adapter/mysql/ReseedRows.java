package dev.homeport.dcnode.storage.adapter.mysql;

import dev.homeport.dcnode.entry.Control.ShardsDigested;
import dev.homeport.dcnode.storage.adapter.mysql.Contents.Opening;
import dev.homeport.dcnode.view.Continuity;
import dev.homeport.dcnode.view.Flagged;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which shards are to be built again, and why. Used by one thread. */
final class ReseedRows {

    static final String SELECT = "SELECT shard FROM shard_reseed";

    private static final String DIFFERS = "differs from the view of the site that opened it";

    private final Map<ShardId, Epoch> latest = new HashMap<>();
    private final ShardRows flagged = new ShardRows();

    /** Adds the questions to a script. */
    void ask(Script script, List<Opening> openings) {
        script.ask(flagged, SELECT);
        for (var opening : openings) {
            script.askForAll(
                    this::readLatest,
                    "SELECT shard, epoch FROM shard_opening WHERE shard IN (%s)",
                    "?",
                    opening.shards().toList(),
                    shard -> List.of(shard.value()));
        }
    }

    private void readLatest(ResultSet rows) throws SQLException {
        while (rows.next()) {
            latest.put(new ShardId(rows.getInt(1)), new Epoch(rows.getLong(2)));
        }
    }

    /** The shards that are being built again. */
    ShardSet flagged() {
        return flagged.shards();
    }

    /** The shards that an opening does not continue as the view shows them, by the reason. */
    List<Flagged> broken(Opening opening, ShardWork work) {
        var byReason = new TreeMap<String, BitSet>();
        opening.shards()
                .forEach(shard ->
                        Continuity.broken(
                                        opening.opened(),
                                        latest.getOrDefault(shard, Epoch.NONE),
                                        work.last(shard))
                                .ifPresent(why ->
                                        byReason.computeIfAbsent(why, _ -> new BitSet())
                                                .set(shard.value())));
        return byReason.entrySet().stream()
                .map(each -> new Flagged(ShardRows.set(each.getValue()), each.getKey()))
                .toList();
    }

    /** Flags shards; those that are being built again are begun anew. */
    static void flag(Script script, Flagged flagged) {
        script.runForAll(
                "INSERT INTO shard_reseed (shard, reason) VALUES %s"
                        + " ON DUPLICATE KEY UPDATE replayed = NULL",
                "(?, ?)",
                flagged.shards().stream().boxed().toList(),
                shard -> List.of(shard, flagged.reason()));
    }

    /** Notes a statement, and flags what differs from it and was not built again since. */
    static void compare(Script script, ShardsDigested statement) {
        var epoch = statement.epoch().value();
        script.runForAll(
                        "INSERT INTO shard_statement (shard, epoch, digest) VALUES %s"
                                + " ON DUPLICATE KEY UPDATE"
                                + " digest = IF(VALUES(epoch) >= epoch, VALUES(digest), digest),"
                                + " epoch = GREATEST(epoch, VALUES(epoch))",
                        "(?, ?, ?)",
                        statement.digests().entrySet(),
                        each -> List.of(each.getKey().value(), epoch, each.getValue()))
                .run(
                        "INSERT IGNORE INTO shard_reseed (shard, reason) SELECT h.shard, ? FROM"
                                + " shard_statement s JOIN shard_opening_history h"
                                + " ON h.shard = s.shard AND h.epoch = s.epoch"
                                + " WHERE s.epoch = ? AND h.digest <> s.digest AND h.rebuilt = 0",
                        DIFFERS,
                        epoch);
    }

    /** The shards that were flagged by {@link #compare}. */
    static Flagged differing(ShardSet before, ShardSet after) {
        return new Flagged(after.minus(before), DIFFERS);
    }
}
