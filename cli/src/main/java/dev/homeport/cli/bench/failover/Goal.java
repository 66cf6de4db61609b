package dev.homeport.cli.bench.failover;

import dev.homeport.cli.output.Document;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a figure has to be. What was not measured is not met. Immutable.
 *
 * @param name the figure
 * @param limit the most that it may be; nothing if that is not known
 * @param value what was measured; nothing if it was not
 * @param lack why one of the two is not there
 */
record Goal(String name, OptionalLong limit, OptionalLong value, String lack) {

    boolean isMet() {
        return limit.isPresent() && value.isPresent() && value.getAsLong() <= limit.getAsLong();
    }

    Document document() {
        return Document.of("name", name)
                .and("limit", boxed(limit))
                .and("value", boxed(value))
                .and("met", isMet())
                .and("why", limit.isEmpty() || value.isEmpty() ? lack : null)
                .build();
    }

    private static Optional<Object> boxed(OptionalLong number) {
        return number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty();
    }
}
