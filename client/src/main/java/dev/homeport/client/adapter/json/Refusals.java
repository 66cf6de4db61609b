package dev.homeport.client.adapter.json;

import dev.homeport.client.Refusal;
import dev.homeport.client.Refusal.MovedTo;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.SiteId;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** Refusals as sites and routers tell them, on the socket and as problems. Stateless. */
public final class Refusals {

    private Refusals() {}

    /**
     * Reads a refusal.
     *
     * @throws UnreadableAnswerException if it is none
     */
    public static Refusal read(JsonObject json) throws UnreadableAnswerException {
        try {
            var site = json.optionalText("home").map(SiteId::new);
            var epoch = json.optionalNumber("epoch");
            return new Refusal(
                    code(json.text("code")),
                    json.optionalText("detail").orElse(""),
                    site.isPresent() && epoch.isPresent()
                            ? Optional.of(new MovedTo(site.get(), new Epoch(epoch.getAsLong())))
                            : Optional.empty(),
                    Duration.ofMillis(
                            Math.max(0, json.optionalNumber("retryAfterMillis").orElse(0))));
        } catch (IllegalArgumentException e) {
            throw new UnreadableAnswerException(String.valueOf(e.getMessage()), e);
        }
    }

    /** A code that this client does not know is one that it can do nothing about. */
    private static ErrorCode code(String name) {
        return Arrays.stream(ErrorCode.values())
                .filter(code -> code.name().equals(name))
                .findFirst()
                .orElse(ErrorCode.UNSUPPORTED);
    }
}
