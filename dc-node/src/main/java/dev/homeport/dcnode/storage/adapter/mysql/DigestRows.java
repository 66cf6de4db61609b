package dev.homeport.dcnode.storage.adapter.mysql;

import dev.homeport.dcnode.logic.sync.SyncKey;
import dev.homeport.dcnode.storage.adapter.mysql.Contents.Registered;
import dev.homeport.dcnode.view.RowHashes;
import dev.homeport.dcnode.view.ShardSums;
import dev.homeport.dcnode.view.ViewChange;
import dev.homeport.quorumqueue.EntryAddress;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The sums of shards, and the last entry of each that took effect. Used by one thread. */
final class DigestRows {

    private final Map<ShardId, ShardSums> sums = new HashMap<>();
    private final Map<ShardId, EntryAddress> last = new HashMap<>();

    void ask(Script script, Collection<ShardId> shards) {
        script.askForAll(
                this::read,
                "SELECT shard, accounts, messages, inboxes, site, incarnation, stream_offset"
                        + " FROM shard_digest WHERE shard IN (%s)",
                "?",
                shards,
                shard -> List.of(shard.value()));
    }

    private void read(ResultSet rows) throws SQLException {
        while (rows.next()) {
            var shard = new ShardId(rows.getInt(1));
            sums.put(
                    shard,
                    new ShardSums(
                            ShardSums.ofBytes(rows.getBytes(2)),
                            ShardSums.ofBytes(rows.getBytes(3)),
                            ShardSums.ofBytes(rows.getBytes(4))));
            var stream = new SiteLog(new SiteId(rows.getString(5)), rows.getLong(6));
            last.put(shard, new EntryAddress(stream, rows.getLong(7)));
        }
    }

    ShardSums sums(ShardId shard) {
        return sums.getOrDefault(shard, ShardSums.NONE);
    }

    Optional<EntryAddress> last(ShardId shard) {
        return Optional.ofNullable(last.get(shard));
    }

    /** Writes the sums with what is added to shards. */
    void write(
            Script script,
            Collection<Registered> accounts,
            ViewChange change,
            Map<ShardId, EntryAddress> ends) {
        for (var each : accounts) {
            var entry = each.entry();
            var hash =
                    RowHashes.account(
                            each.fact().account(),
                            entry.epoch(),
                            each.fact().handle().text(),
                            entry.acceptedAtMillis());
            add(entry.shard(), sum -> sum.plusAccount(hash));
        }
        for (var each : change.messages()) {
            var entry = each.entry();
            var hash =
                    RowHashes.message(
                            entry.id(),
                            entry.epoch(),
                            each.fact().sender(),
                            each.fact().recipient(),
                            each.fact().text().text(),
                            entry.acceptedAtMillis());
            add(entry.shard(), sum -> sum.plusMessage(hash));
        }
        change.filled().forEach((place, key) -> addPlace(place.account().shard(), place, key));
        script.runForAll(
                "INSERT INTO shard_digest (shard, accounts, messages, inboxes, site, incarnation,"
                        + " stream_offset) VALUES %s ON DUPLICATE KEY UPDATE"
                        + " accounts = VALUES(accounts), messages = VALUES(messages),"
                        + " inboxes = VALUES(inboxes), site = VALUES(site),"
                        + " incarnation = VALUES(incarnation),"
                        + " stream_offset = VALUES(stream_offset)",
                "(?, ?, ?, ?, ?, ?, ?)",
                ends.entrySet(),
                each -> row(each.getKey(), each.getValue()));
    }

    private void addPlace(ShardId shard, dev.homeport.dcnode.view.Held.Place place, SyncKey key) {
        var hash = RowHashes.inbox(place.account(), key, place.message());
        add(shard, sum -> sum.plusInbox(hash));
    }

    private void add(ShardId shard, UnaryOperator<ShardSums> change) {
        sums.put(shard, change.apply(sums(shard)));
    }

    private List<Object> row(ShardId shard, EntryAddress end) {
        var sum = sums(shard);
        return List.of(
                shard.value(),
                ShardSums.bytes(sum.accounts()),
                ShardSums.bytes(sum.messages()),
                ShardSums.bytes(sum.inboxes()),
                end.stream().site().name(),
                end.stream().incarnation(),
                end.offset());
    }
}
