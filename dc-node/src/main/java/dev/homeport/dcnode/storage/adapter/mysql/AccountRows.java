package dev.homeport.dcnode.storage.adapter.mysql;

import dev.homeport.dcnode.storage.adapter.mysql.Contents.Registered;
import java.util.List;

/** The accounts that a batch registers. Stateless. */
final class AccountRows {

    private AccountRows() {}

    static void write(Script script, List<Registered> accounts) {
        // The first registration of an id stays: a repeat past the judge's window changes nothing.
        script.runForAll(
                "INSERT INTO account (id, shard, epoch, handle, registered_at)"
                        + " VALUES %s ON DUPLICATE KEY UPDATE id = id",
                "(?, ?, ?, ?, ?)",
                accounts,
                each ->
                        List.of(
                                each.fact().account().value(),
                                each.entry().shard().value(),
                                each.entry().epoch().value(),
                                each.fact().handle().text(),
                                each.entry().acceptedAtMillis()));
    }
}
