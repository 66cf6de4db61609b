package dev.homeport.dcnode.storage.adapter.mysql;

import dev.homeport.dcnode.view.ViewChange;
import java.util.List;

/** The places of inboxes that a batch fills, and what waits no longer. Stateless. */
final class InboxRows {

    private InboxRows() {}

    static void write(Script script, ViewChange change) {
        script.runForAll(
                        "INSERT INTO inbox (account, epoch, n, message) VALUES %s",
                        "(?, ?, ?, ?)",
                        change.filled().entrySet(),
                        each ->
                                List.of(
                                        each.getKey().account().value(),
                                        each.getValue().epoch().value(),
                                        each.getValue().n(),
                                        each.getKey().message().toBytes()))
                .runForAll(
                        "DELETE FROM undelivered WHERE (recipient_shard, message) IN (%s)",
                        "(?, ?)",
                        change.filled().keySet(),
                        each -> List.of(each.account().shard().value(), each.message().toBytes()));
    }
}
