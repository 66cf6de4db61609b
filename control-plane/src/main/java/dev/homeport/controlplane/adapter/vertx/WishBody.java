package dev.homeport.controlplane.adapter.vertx;

import dev.homeport.vocabulary.Quoted;
import dev.homeport.vocabulary.SiteId;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an operator sends. Everything that is not as agreed is refused by its field. A field that is
 * {@code null} counts as left out. Used by one thread.
 */
final class WishBody {

    private static final int LONGEST_REQUEST_ID = 128;

    private final JsonObject json;

    private WishBody(JsonObject json) {
        this.json = json;
    }

    /** A body that is refused; the text names field, value and mend. */
    static final class RefusedException extends Exception {

        private static final long serialVersionUID = 1;

        RefusedException(String message) {
            super(message);
        }
    }

    /**
     * Reads a body.
     *
     * @param known the fields that it may have
     * @throws RefusedException if it is no JSON object, or has another field
     */
    static WishBody read(@Nullable Buffer body, Set<String> known) throws RefusedException {
        if (body == null || body.length() == 0) {
            throw new RefusedException("body: is empty; send a JSON object");
        }
        try {
            if (!(Json.decodeValue(body) instanceof JsonObject json)) {
                throw new RefusedException("body: is no JSON object; send one");
            }
            for (var field : json.fieldNames()) {
                if (!known.contains(field)) {
                    throw new RefusedException(
                            "body: the field "
                                    + Quoted.of(field)
                                    + " is not known; use "
                                    + String.join(", ", known.stream().sorted().toList()));
                }
            }
            return new WishBody(json);
        } catch (DecodeException e) {
            throw new RefusedException("body: is no JSON; send a JSON object");
        }
    }

    /** The name that the caller gave its request. */
    String requestId() throws RefusedException {
        var id = text("requestId", LONGEST_REQUEST_ID);
        if (id.isEmpty() || !id.chars().allMatch(c -> c > ' ' && c <= '~')) {
            throw new RefusedException(
                    "requestId: "
                            + Quoted.of(id)
                            + " is not 1 to "
                            + LONGEST_REQUEST_ID
                            + " visible ASCII characters; draw a UUID");
        }
        return id;
    }

    /** A text that must be there. */
    String text(String field, int longest) throws RefusedException {
        return optionalText(field, longest)
                .orElseThrow(() -> new RefusedException(field + ": is missing; add a text"));
    }

    /** A text that may be there. */
    Optional<String> optionalText(String field, int longest) throws RefusedException {
        var value = json.getValue(field);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof String text)) {
            throw new RefusedException(field + ": is no text; put it between double quotes");
        }
        if (text.length() > longest) {
            throw new RefusedException(
                    field
                            + ": has "
                            + text.length()
                            + " characters; at most "
                            + longest
                            + " are allowed");
        }
        if (text.codePoints()
                .anyMatch(c ->
                        Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE)) {
            throw new RefusedException(
                    field + ": has control characters, or half of one; leave them out");
        }
        return Optional.of(text);
    }

    /** A site that must be named. */
    SiteId site(String field) throws RefusedException {
        return optionalSite(field)
                .orElseThrow(() -> new RefusedException(field + ": is missing; name a site"));
    }

    /** A site that may be named. */
    Optional<SiteId> optionalSite(String field) throws RefusedException {
        var name = optionalText(field, Short.MAX_VALUE);
        try {
            return name.map(SiteId::new);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(field + ": " + e.getMessage());
        }
    }

    /** A whole number that may be given. */
    OptionalLong number(String field) throws RefusedException {
        var value = json.getValue(field);
        if (value == null) {
            return OptionalLong.empty();
        }
        if (value instanceof Integer || value instanceof Long) {
            var number = ((Number) value).longValue();
            if (number >= 0) {
                return OptionalLong.of(number);
            }
        }
        throw new RefusedException(
                field + ": " + Quoted.of(value.toString()) + " is no whole number from 0 on");
    }

    /** Yes or no; no if it is left out. */
    boolean flag(String field) throws RefusedException {
        return optionalFlag(field).orElse(false);
    }

    /** Yes or no, if it is said. */
    Optional<Boolean> optionalFlag(String field) throws RefusedException {
        var value = json.getValue(field);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Boolean flag) {
            return Optional.of(flag);
        }
        throw new RefusedException(
                field + ": " + Quoted.of(value.toString()) + " is neither true nor false");
    }
}
