package dev.homeport.dcnode.access.adapter.vertx;

import dev.homeport.dcnode.logic.account.Account;
import dev.homeport.dcnode.logic.message.Sending.Kept;
import dev.homeport.dcnode.logic.sync.InboxItem;
import dev.homeport.dcnode.logic.sync.SyncStart;
import io.vertx.core.json.JsonObject;

/** How the nouns of a site look in JSON. Stateless. */
final class JsonOutput {

    private JsonOutput() {}

    static JsonObject account(Account account) {
        return new JsonObject()
                .put("account", account.id().value())
                .put("handle", account.handle().text())
                .put("registeredAtMillis", account.registeredAtMillis());
    }

    static JsonObject item(InboxItem item) {
        return new JsonObject()
                .put("key", item.key().toString())
                .put("messageId", item.message().toString())
                .put("from", item.sender().value())
                .put("text", item.text())
                .put("sentAtMillis", item.sentAtMillis());
    }

    static String kept(Kept kept) {
        return switch (kept) {
            case THIS -> "this";
            case SAME -> "same";
            case OTHER -> "other";
        };
    }

    static String start(SyncStart.Kind kind) {
        return switch (kind) {
            case GOES_ON -> "goes-on";
            case ROLLED_BACK -> "rolled-back";
            case BEHIND -> "behind";
        };
    }
}
