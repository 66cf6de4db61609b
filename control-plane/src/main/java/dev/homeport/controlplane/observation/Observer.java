package dev.homeport.controlplane.observation;

import dev.homeport.vocabulary.ClockReading;
import dev.homeport.vocabulary.SiteId;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Keeps what one observer has seen of each address: gone only after several questions in a row were
 * not answered and some time has passed, seen again only after two were. Owns no socket and no
 * clock. Used by one thread.
 */
public final class Observer {

    /** How many questions in a row have to be missed before an address can be gone. */
    public static final int MISSES = 3;

    static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(2);
    static final int HITS = 2;

    /** A fleet that starts is not lost: what never answered counts as gone only after so long. */
    static final long BEGINNING_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final SiteId self;
    private final long beganNanos;
    private final Map<Target, Face> faces = new TreeMap<>();

    /**
     * An address that is asked.
     *
     * @param site whose
     * @param part of what
     * @param number which of them
     */
    public record Target(SiteId site, Part part, int number) implements Comparable<Target> {

        @Override
        public int compareTo(Target other) {
            var bySite = site.compareTo(other.site);
            var byPart = bySite != 0 ? bySite : part.compareTo(other.part);
            return byPart != 0 ? byPart : Integer.compare(number, other.number);
        }
    }

    private enum State {
        NEW,
        SEEN,
        GONE
    }

    private static final class Face {
        private State state = State.NEW;
        private int hits;
        private int misses;
        private long answeredNanos;
    }

    /**
     * Makes an observer that has seen nothing.
     *
     * @param self the site that it looks from
     * @param targets the addresses that it was told of
     * @param now when it begins
     */
    public Observer(SiteId self, Collection<Target> targets, ClockReading now) {
        this.self = self;
        this.beganNanos = now.monotonicNanos();
        targets.forEach(target -> faces.put(target, new Face()));
    }

    /** An address has answered. */
    public void answered(Target target, ClockReading now) {
        var face = faces.get(target);
        if (face == null) {
            return;
        }
        face.answeredNanos = now.monotonicNanos();
        face.misses = 0;
        face.hits++;
        if (face.state == State.NEW || face.hits >= HITS) {
            face.state = State.SEEN;
        }
    }

    /** No question to an address was answered since the last time that this was said or asked. */
    public void missed(Target target, ClockReading now) {
        var face = faces.get(target);
        if (face == null) {
            return;
        }
        face.hits = 0;
        face.misses++;
        var silentNanos =
                switch (face.state) {
                    case NEW -> now.monotonicNanos() - beganNanos - BEGINNING_NANOS + SILENCE_NANOS;
                    case SEEN, GONE -> now.monotonicNanos() - face.answeredNanos;
                };
        if (face.misses >= MISSES && silentNanos >= SILENCE_NANOS) {
            face.state = State.GONE;
        }
    }

    /** What is seen of all sites. */
    public Sighting sighting() {
        var sights = new TreeMap<SiteId, Map<Part, Glimpse>>();
        faces.forEach((target, face) ->
                sights.computeIfAbsent(target.site(), _ -> new EnumMap<>(Part.class))
                        .merge(target.part(), glimpse(face.state), Observer::together));
        var bySite = new TreeMap<SiteId, Sight>();
        sights.forEach((site, parts) -> bySite.put(site, new Sight(parts)));
        return new Sighting(self, bySite);
    }

    private static Glimpse glimpse(State state) {
        return new Glimpse(1, state == State.SEEN ? 1 : 0, state == State.GONE ? 1 : 0);
    }

    private static Glimpse together(Glimpse one, Glimpse other) {
        return new Glimpse(
                one.told() + other.told(), one.seen() + other.seen(), one.gone() + other.gone());
    }
}
