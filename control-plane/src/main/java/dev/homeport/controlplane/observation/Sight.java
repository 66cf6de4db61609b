package dev.homeport.controlplane.observation;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What an observer sees of one site. Immutable and thread-safe.
 *
 * @param parts what of each part that it was told of
 */
public record Sight(Map<Part, Glimpse> parts) {

    /** Nothing, and nothing is known to be gone. */
    public static final Sight NOTHING = new Sight(Map.of());

    /** Makes a sight. */
    public Sight {
        var copy = new EnumMap<Part, Glimpse>(Part.class);
        copy.putAll(parts);
        parts = Collections.unmodifiableMap(copy);
    }

    /** What is seen of a part. */
    public Glimpse of(Part part) {
        return parts.getOrDefault(part, Glimpse.NONE);
    }

    /** Whether anything of the site answers. */
    public boolean seesSomething() {
        return parts.values().stream().anyMatch(glimpse -> glimpse.seen() > 0);
    }

    /**
     * Whether doors, a majority of the log and the witness are all gone. An observer that was never
     * told of one of them cannot know.
     */
    public boolean seesNothing() {
        return of(Part.ACCESS).isGone()
                && of(Part.LOG).hasLostMajority()
                && of(Part.WITNESS).isGone();
    }
}
