package dev.homeport.client.control;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How the others see a site. Immutable.
 *
 * @param state {@link #WELL}, {@link #DEGRADED}, {@link #LOST} or {@code unknown}; a newer control
 *     plane may have other words
 * @param parts what of the site cannot be reached
 * @param sinceMillis since when it is so, in milliseconds since 1970, if that is known
 * @param detail more on it, in a sentence, if there is more
 */
public record HealthLook(
        String state, List<String> parts, OptionalLong sinceMillis, Optional<String> detail) {

    /** All of it answers. */
    public static final String WELL = "well";

    /** Some of it does not answer; that heals by itself or is mended there. */
    public static final String DEGRADED = "degraded";

    /** A majority reaches nothing of it: its homes may be taken over. */
    public static final String LOST = "lost";

    /** Makes a look. */
    public HealthLook {
        parts = List.copyOf(parts);
    }
}
