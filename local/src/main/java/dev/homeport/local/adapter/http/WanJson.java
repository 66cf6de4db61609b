package dev.homeport.local.adapter.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.local.wan.Direction;
import dev.homeport.local.wan.LinkCondition;
import dev.homeport.local.wan.LinkSettings;
import dev.homeport.local.wan.LinkStatus;
import dev.homeport.local.wan.WanRequest;
import dev.homeport.vocabulary.Quoted;
import dev.homeport.vocabulary.SiteId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The JSON of the WAN control. Times are milliseconds, with fractions where needed. Stateless.
 *
 * <p>Shown: {@code {"links":[{"from","to","condition","conditionAgeMillis","latencyMillis",
 * "jitterMillis","bytesPerSecond","openConnections","acceptedConnections","resetConnections",
 * "turnedAwayConnections","deliveredBytes","waitingBytes"}]}}. Asked: {@code {"action","from","to",
 * "oneWay","latencyMillis","jitterMillis","bytesPerSecond"}}, of which only the action must be
 * there. Refused: {@code {"error":"…"}}.
 */
final class WanJson {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double NANOS_PER_MILLI = 1e6;
    private static final Set<String> REQUEST_FIELDS =
            Set.of(
                    "action",
                    "from",
                    "to",
                    "oneWay",
                    "latencyMillis",
                    "jitterMillis",
                    "bytesPerSecond");

    private WanJson() {}

    static String ofLinks(List<LinkStatus> links) {
        var root = JSON.createObjectNode();
        var array = root.putArray("links");
        links.forEach(link -> write(link, array.addObject()));
        return root.toString();
    }

    private static void write(LinkStatus link, ObjectNode into) {
        into.put("from", link.direction().from().name())
                .put("to", link.direction().to().name())
                .put("condition", label(link.condition()))
                .put("conditionAgeMillis", link.conditionAgeMillis())
                .put("latencyMillis", link.settings().latencyNanos() / NANOS_PER_MILLI)
                .put("jitterMillis", link.settings().jitterNanos() / NANOS_PER_MILLI)
                .put("bytesPerSecond", link.settings().bytesPerSecond())
                .put("openConnections", link.openConnections())
                .put("acceptedConnections", link.acceptedConnections())
                .put("resetConnections", link.resetConnections())
                .put("turnedAwayConnections", link.turnedAwayConnections())
                .put("deliveredBytes", link.deliveredBytes())
                .put("waitingBytes", link.waitingBytes());
    }

    static List<LinkStatus> links(String json) {
        var links = new ArrayList<LinkStatus>();
        for (var link : tree(json).path("links")) {
            links.add(
                    new LinkStatus(
                            direction(link),
                            condition(link.path("condition").asText()),
                            link.path("conditionAgeMillis").asLong(),
                            new LinkSettings(
                                    nanos(link.path("latencyMillis")),
                                    nanos(link.path("jitterMillis")),
                                    link.path("bytesPerSecond").asLong()),
                            link.path("openConnections").asInt(),
                            link.path("acceptedConnections").asLong(),
                            link.path("resetConnections").asLong(),
                            link.path("turnedAwayConnections").asLong(),
                            link.path("deliveredBytes").asLong(),
                            link.path("waitingBytes").asLong()));
        }
        return links;
    }

    static String ofRequest(WanRequest request) {
        var root = JSON.createObjectNode().put("action", label(request.action()));
        request.link()
                .ifPresent(
                        link -> root.put("from", link.from().name()).put("to", link.to().name()));
        root.put("oneWay", request.oneWay());
        request.latencyNanos()
                .ifPresent(nanos -> root.put("latencyMillis", nanos / NANOS_PER_MILLI));
        request.jitterNanos().ifPresent(nanos -> root.put("jitterMillis", nanos / NANOS_PER_MILLI));
        request.bytesPerSecond().ifPresent(bytes -> root.put("bytesPerSecond", bytes));
        return root.toString();
    }

    /**
     * Reads a request.
     *
     * @throws IllegalArgumentException if it is not one, with a message that names the field
     */
    static WanRequest request(String json) {
        var root = tree(json);
        for (var field : (Iterable<String>) root::fieldNames) {
            if (!REQUEST_FIELDS.contains(field)) {
                throw new IllegalArgumentException(
                        "request: "
                                + Quoted.of(field)
                                + " is not a field of it; use "
                                + REQUEST_FIELDS.stream().sorted().toList());
            }
        }
        var named = root.has("from") || root.has("to");
        return new WanRequest(
                action(root.path("action").asText()),
                named ? Optional.of(direction(root)) : Optional.empty(),
                root.path("oneWay").asBoolean(),
                number(root, "latencyMillis", NANOS_PER_MILLI),
                number(root, "jitterMillis", NANOS_PER_MILLI),
                number(root, "bytesPerSecond", 1));
    }

    static String ofError(String message) {
        return JSON.createObjectNode().put("error", message).toString();
    }

    static String error(String json) {
        return tree(json).path("error").asText();
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "request: " + Quoted.of(json) + " is not JSON; send one JSON object", e);
        }
    }

    private static Direction direction(JsonNode node) {
        return new Direction(
                new SiteId(node.path("from").asText()), new SiteId(node.path("to").asText()));
    }

    private static OptionalLong number(JsonNode root, String field, double unit) {
        var value = root.path(field);
        if (value.isMissingNode()) {
            return OptionalLong.empty();
        }
        if (!value.isNumber()) {
            throw new IllegalArgumentException(
                    field + ": " + Quoted.of(value.toString()) + " is not a number; use one");
        }
        return OptionalLong.of(Math.round(value.asDouble() * unit));
    }

    private static long nanos(JsonNode millis) {
        return Math.round(millis.asDouble() * NANOS_PER_MILLI);
    }

    private static WanRequest.Action action(String text) {
        for (var action : WanRequest.Action.values()) {
            if (label(action).equals(text)) {
                return action;
            }
        }
        throw new IllegalArgumentException(
                "action: " + Quoted.of(text) + " is none; use set, cut, stall, reset or heal");
    }

    private static LinkCondition condition(String text) {
        for (var condition : LinkCondition.values()) {
            if (label(condition).equals(text)) {
                return condition;
            }
        }
        throw new IllegalArgumentException("condition: " + Quoted.of(text) + " is unknown");
    }

    private static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
