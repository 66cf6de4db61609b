package dev.homeport.vocabulary;

import java.util.UUID;

/**
 * Identity of a fleet: all sites under one control plane. It is made once by {@code fleet format}
 * and stands in every handshake and every store, so that two fleets can never mix. Immutable and
 * thread-safe.
 *
 * @param value the id
 */
public record FleetId(UUID value) {

    /**
     * Reads a fleet id from its canonical text.
     *
     * @throws IllegalArgumentException if the text is not a UUID in canonical form
     */
    public static FleetId parse(String text) {
        try {
            var value = UUID.fromString(text);
            // UUID.fromString pads short groups: only the canonical form names a fleet.
            if (value.toString().equals(text)) {
                return new FleetId(value);
            }
        } catch (IllegalArgumentException e) {
            throw notAFleet(text, e);
        }
        throw notAFleet(text, null);
    }

    private static IllegalArgumentException notAFleet(
            String text, @org.jspecify.annotations.Nullable Throwable cause) {
        return new IllegalArgumentException(
                "fleet: "
                        + Quoted.of(text)
                        + " is not a fleet id; use the UUID that 'fleet format' made",
                cause);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
