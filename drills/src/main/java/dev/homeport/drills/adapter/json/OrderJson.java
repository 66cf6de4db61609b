package dev.homeport.drills.adapter.json;

import dev.homeport.client.adapter.json.JsonText;
import dev.homeport.client.adapter.json.UnreadableAnswerException;
import dev.homeport.drills.run.DrillKind;
import dev.homeport.drills.run.DrillOrder;
import dev.homeport.vocabulary.SiteId;
import java.util.LinkedHashMap;
import java.util.Map;

/** An order as JSON. Stateless. */
public final class OrderJson {

    private OrderJson() {}

    /** Writes an order. */
    public static String write(DrillOrder order) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("kind", order.kind().word());
        order.site().ifPresent(site -> fields.put("site", site.name()));
        fields.put("rate", order.rate());
        fields.put("seconds", order.seconds());
        fields.put("by", order.by());
        fields.put("askedMillis", order.askedMillis());
        return JsonText.write(fields);
    }

    /** Writes the wish that a drill without a leader gets one that undoes what it changed. */
    public static String recovery(String id) {
        return JsonText.write(Map.of("recover", id));
    }

    /**
     * Reads an order.
     *
     * @throws UnreadableAnswerException if it is none
     * @throws IllegalArgumentException if it cannot be carried out, with the mend
     */
    public static DrillOrder read(String text) throws UnreadableAnswerException {
        var json = JsonText.read(text);
        var kind = json.text("kind");
        return new DrillOrder(
                DrillKind.of(kind)
                        .orElseThrow(() ->
                                new IllegalArgumentException("kind: there is no drill " + kind)),
                json.optionalText("site").map(SiteId::new),
                Math.toIntExact(json.number("rate")),
                Math.toIntExact(json.number("seconds")),
                json.text("by"),
                json.number("askedMillis"));
    }
}
