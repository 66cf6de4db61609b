package dev.homeport.controlplane.observation;

import dev.homeport.controlplane.observation.Observer.Target;
import dev.homeport.vocabulary.ClockReading;
import dev.homeport.vocabulary.SiteId;
import java.util.List;

/**
 * A step in the journal of an {@link Observer} and the {@link Vigil} that judges by it. Immutable
 * and thread-safe.
 */
public sealed interface ObservationStep {

    /** Both were made. */
    record Began(
            SiteId self, List<Target> targets, ClockReading now, List<SiteId> sites, int majority)
            implements ObservationStep {

        /** Makes it. */
        public Began {
            targets = List.copyOf(targets);
            sites = List.copyOf(sites);
        }
    }

    /** An address answered. */
    record Answered(Target target, ClockReading now) implements ObservationStep {}

    /** An address did not answer. */
    record Missed(Target target, ClockReading now) implements ObservationStep {}

    /** What the observer saw when all sites were judged. */
    record Saw(Sighting sighting) implements ObservationStep {}

    /**
     * All sites were judged.
     *
     * @param others what other observers said
     * @param now when
     * @param health the judgement
     */
    record Judged(List<Sighting> others, ClockReading now, FleetHealth health)
            implements ObservationStep {

        /** Makes it. */
        public Judged {
            others = List.copyOf(others);
        }
    }
}
