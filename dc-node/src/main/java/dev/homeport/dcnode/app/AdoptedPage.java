package dev.homeport.dcnode.app;

import dev.homeport.dcnode.view.AdoptedEntry;
import dev.homeport.dcnode.view.AdoptionList;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * What a site has adopted, page by page, for operators: {@code after} is the {@code next} of the
 * page before, {@code limit} how many entries are wanted. Stateless.
 */
final class AdoptedPage {

    /** Its path among the pages of the process. */
    static final String PATH = "/adopted";

    private static final int USUAL = 100;

    private AdoptedPage() {}

    /**
     * A page.
     *
     * @throws IllegalArgumentException if a number is none or out of range, with the mend
     * @throws dev.homeport.dcnode.storage.StorageException if the view cannot be read
     */
    static JsonObject of(AdoptionList list, Map<String, String> query) {
        var after = number(query, "after", 0, 0, Long.MAX_VALUE);
        var limit = (int) number(query, "limit", USUAL, 1, AdoptionList.MOST);
        var entries = new JsonArray();
        var next = after;
        var page = list.page(after, limit);
        for (var each : page) {
            entries.add(json(each));
            next = each.position();
        }
        return new JsonObject()
                .put("adopted", entries)
                .put("next", page.size() < limit ? null : (Long) next);
    }

    private static JsonObject json(AdoptedEntry each) {
        return new JsonObject()
                .put("position", each.position())
                .put("kind", each.kind().word())
                .put("outcome", each.outcome().word())
                .put("from", each.original().stream().toString())
                .put("fromOffset", each.original().offset())
                .put("fromEpoch", each.originalEpoch().value())
                .put("by", each.adoption().stream().toString())
                .put("byOffset", each.adoption().offset())
                .put("byEpoch", each.epoch().value());
    }

    private static long number(
            Map<String, String> query, String name, long usual, long least, long most) {
        var text = query.get(name);
        if (text == null) {
            return usual;
        }
        try {
            var number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, as what is out of range is.
        }
        throw new IllegalArgumentException(
                name + ": \"" + text + "\" is out of range; use " + least + " to " + most);
    }
}
