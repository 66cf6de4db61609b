package dev.homeport.controlplane.observation;

import dev.homeport.vocabulary.SiteId;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/** How a site is doing, as far as observers can tell. Values are immutable and thread-safe. */
public sealed interface SiteHealth {

    /** All of it answers. */
    record Well() implements SiteHealth {}

    /**
     * Some of it does not.
     *
     * @param parts which parts, at least one
     */
    record Degraded(Set<Part> parts) implements SiteHealth {

        /** Makes a value. */
        public Degraded {
            parts = Collections.unmodifiableSet(new TreeSet<>(parts));
        }
    }

    /**
     * A majority of the observers sees nothing of it.
     *
     * @param by the sites from which nothing of it is seen
     */
    record Lost(Set<SiteId> by) implements SiteHealth {

        /** Makes a value. */
        public Lost {
            by = Collections.unmodifiableSet(new TreeSet<>(by));
        }
    }

    /**
     * Nobody can tell.
     *
     * @param why in a sentence
     */
    record Unknown(String why) implements SiteHealth {}

    /** The word for it in documents. */
    default String label() {
        return switch (this) {
            case Well _ -> "well";
            case Degraded _ -> "degraded";
            case Lost _ -> "lost";
            case Unknown _ -> "unknown";
        };
    }

    /** Whether the site's witness is known to answer. */
    default boolean hasWitness() {
        return switch (this) {
            case Well _ -> true;
            case Degraded(var parts) -> !parts.contains(Part.WITNESS);
            case Lost _, Unknown _ -> false;
        };
    }
}
