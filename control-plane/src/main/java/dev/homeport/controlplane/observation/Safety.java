package dev.homeport.controlplane.observation;

import dev.homeport.vocabulary.SiteId;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Judges the health of a site by what observers see. It is lost only if a majority of all observers
 * sees nothing of it; an observer that sees nobody is itself cut off, and is not asked. Anything
 * less is degraded. Stateless.
 */
public final class Safety {

    private Safety() {}

    /**
     * Judges a site.
     *
     * @param site the site
     * @param sightings what each observer that answered sees
     * @param majority how many observers are a majority of all that there are
     */
    public static SiteHealth judge(SiteId site, Collection<Sighting> sightings, int majority) {
        var awake = sightings.stream().filter(sighting -> !sighting.isIsolated()).toList();
        if (awake.size() < majority) {
            return new SiteHealth.Unknown(
                    "only "
                            + awake.stream().map(Sighting::observer).sorted().toList()
                            + " can tell, and a majority of "
                            + majority
                            + " observers must; look at the others' processes and links");
        }
        var blind = new TreeSet<SiteId>();
        for (var sighting : awake) {
            if (sighting.of(site).seesNothing()) {
                blind.add(sighting.observer());
            }
        }
        if (blind.size() >= majority) {
            return new SiteHealth.Lost(blind);
        }
        var missing = missing(site, awake, majority);
        if (!missing.isEmpty()) {
            return new SiteHealth.Degraded(missing);
        }
        var seen = awake.stream().filter(sighting -> sighting.of(site).seesSomething()).count();
        return seen >= majority
                ? new SiteHealth.Well()
                : new SiteHealth.Unknown("too few observers have seen " + site + " yet");
    }

    private static Set<Part> missing(SiteId site, Collection<Sighting> awake, int majority) {
        var missing = EnumSet.noneOf(Part.class);
        for (var part : Part.values()) {
            var without =
                    awake.stream()
                            .filter(sighting -> sighting.of(site).of(part).gone() > 0)
                            .count();
            if (without >= majority) {
                missing.add(part);
            }
        }
        return missing;
    }
}
