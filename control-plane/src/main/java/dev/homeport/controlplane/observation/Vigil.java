package dev.homeport.controlplane.observation;

import dev.homeport.vocabulary.ClockReading;
import dev.homeport.vocabulary.SiteId;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Judges all sites again and again, by the newest that each observer has said, and keeps since when
 * each is as it is. Owns no thread and no clock. Used by one thread.
 */
public final class Vigil {

    /** What an observer said longer ago than this no longer counts. */
    static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(3);

    /** For so long a site must have been lost before somebody acts on it unasked. */
    static final long STEADY_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Collection<SiteId> sites;
    private final int majority;
    private final Map<SiteId, Heard> heard = new TreeMap<>();
    private final Map<SiteId, Spell> spells = new TreeMap<>();

    private record Heard(Sighting sighting, long atNanos) {}

    private record Spell(SiteHealth health, ClockReading since) {}

    /**
     * Begins, with nothing heard.
     *
     * @param sites the sites that are judged
     * @param majority how many observers are a majority of all that there are
     */
    public Vigil(Collection<SiteId> sites, int majority) {
        this.sites = sites;
        this.majority = majority;
    }

    /**
     * Judges all sites.
     *
     * @param sightings what observers have said since the last time
     * @param now when they did
     */
    public FleetHealth step(Collection<Sighting> sightings, ClockReading now) {
        for (var sighting : sightings) {
            heard.put(sighting.observer(), new Heard(sighting, now.monotonicNanos()));
        }
        heard.values().removeIf(one -> now.monotonicNanos() - one.atNanos() > FRESH_NANOS);
        var fresh = heard.values().stream().map(Heard::sighting).toList();
        var watched = new TreeMap<SiteId, Watched>();
        for (var site : sites) {
            var health = Safety.judge(site, fresh, majority);
            var spell = spells.get(site);
            if (spell == null || !isSame(spell.health(), health)) {
                spell = new Spell(health, now);
                spells.put(site, spell);
            }
            var lastedNanos = now.monotonicNanos() - spell.since().monotonicNanos();
            watched.put(
                    site,
                    new Watched(health, spell.since().wallMillis(), lastedNanos >= STEADY_NANOS));
        }
        return new FleetHealth(watched);
    }

    /** Who sees nothing, or why nobody can tell, may change while the site itself does not. */
    private static boolean isSame(SiteHealth before, SiteHealth now) {
        return before.label().equals(now.label())
                && (!(now instanceof SiteHealth.Degraded) || before.equals(now));
    }
}
