package dev.homeport.dcnode.storage.adapter.mysql;

import dev.homeport.dcnode.storage.adapter.mysql.Contents.Registered;
import java.util.List;

/** New accounts. Stateless. */
final class AccountRows {

    private AccountRows() {}

    static void write(Script script, List<Registered> accounts) {
        script.runForAll(
                "INSERT INTO account (id, shard, epoch, handle, registered_at) VALUES %s",
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
