package dev.homeport.dcnode.storage.adapter.mysql;

import dev.homeport.dcnode.storage.adapter.mysql.Contents.Opening;
import dev.homeport.dcnode.storage.adapter.mysql.Contents.Registered;
import dev.homeport.dcnode.view.Held;
import dev.homeport.dcnode.view.ViewChange;
import dev.homeport.quorumqueue.EntryAddress;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.ShardId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What one transaction does with entries of shards: what it asks before, and the rows that it adds.
 * Used by one thread, once.
 */
final class ShardWork {

    private final HeldRows held = new HeldRows();
    private final DigestRows digests = new DigestRows();
    private final Set<AccountId> known = new HashSet<>();

    void ask(Script script, Contents contents) {
        held.ask(script, contents.traffic());
        script.askForAll(
                this::readAccounts,
                "SELECT id FROM account WHERE id IN (%s)",
                "?",
                contents.accounts(),
                each -> List.of(each.fact().account().value()));
        digests.ask(script, contents.shards());
    }

    private void readAccounts(ResultSet rows) throws SQLException {
        while (rows.next()) {
            known.add(new AccountId(rows.getLong(1)));
        }
    }

    Held held() {
        return held.held();
    }

    /** The last entry of a shard that had taken effect before. */
    Optional<EntryAddress> last(ShardId shard) {
        return digests.last(shard);
    }

    /**
     * What is compared of an opening's shards, in front of it. To be called before {@link #write}.
     */
    Map<ShardId, Long> briefs(Opening opening, Predicate<ShardId> shown) {
        return opening.shards()
                .filter(shown)
                .collect(
                        Collectors.toMap(
                                shard -> shard,
                                shard -> digests.sums(shard).brief(),
                                (first, _) -> first,
                                TreeMap::new));
    }

    /** Adds the rows of the entries, or of a part of those that were asked about. */
    ViewChange write(Script script, Contents contents) {
        var change = contents.traffic().change(held());
        var fresh = fresh(contents.accounts());
        AccountRows.write(script, fresh);
        MessageRows.write(script, change);
        InboxRows.write(script, change);
        digests.write(script, fresh, change, contents.last());
        return change;
    }

    /** The first registration of an id stays: a repeat past the judge's window changes nothing. */
    private List<Registered> fresh(List<Registered> accounts) {
        var fresh = new ArrayList<Registered>();
        for (var each : accounts) {
            if (known.add(each.fact().account())) {
                fresh.add(each);
            }
        }
        return fresh;
    }
}
