package dev.homeport.controlplane.decision;

import dev.homeport.controlplane.observation.FleetHealth;
import dev.homeport.controlplane.observation.SiteHealth;
import dev.homeport.controlplane.observation.Watched;
import dev.homeport.controlplane.takeover.TakeoverWish;
import dev.homeport.vocabulary.SiteId;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** How sites are doing, and wishes to take them over. */
final class LostSites {

    static final SiteHealth LOST =
            new SiteHealth.Lost(Set.of(MovingFleet.SHANGHAI, MovingFleet.CANADA));

    private LostSites() {}

    /** All are well but some, and have been so for long. */
    static FleetHealth health(Map<SiteId, SiteHealth> others) {
        var sites = new TreeMap<SiteId, Watched>();
        for (var site : MovingFleet.SITES) {
            sites.put(
                    site,
                    new Watched(others.getOrDefault(site, new SiteHealth.Well()), 1_000, true));
        }
        return new FleetHealth(sites);
    }

    static TakeoverWish takeover(SiteId lost) {
        return new TakeoverWish(
                lost,
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                "an operator",
                "a test");
    }

    static TakeoverWish takeover(SiteId lost, SiteId to) {
        var wish = takeover(lost);
        return new TakeoverWish(
                lost,
                Optional.of(to),
                wish.fence(),
                wish.expectedVersion(),
                wish.by(),
                wish.reason());
    }

    static TakeoverWish fenced(SiteId lost, String why) {
        var wish = takeover(lost);
        return new TakeoverWish(
                lost,
                wish.to(),
                Optional.of(why),
                wish.expectedVersion(),
                wish.by(),
                wish.reason());
    }
}
