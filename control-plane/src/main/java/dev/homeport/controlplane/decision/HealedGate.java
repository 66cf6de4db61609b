package dev.homeport.controlplane.decision;

import dev.homeport.controlplane.report.FleetReport;
import dev.homeport.controlplane.report.Healing;
import dev.homeport.controlplane.report.SiteReport;
import dev.homeport.vocabulary.Allotment;
import dev.homeport.vocabulary.SiteId;
import java.util.Collection;
import java.util.Optional;

/**
 * Whether a site that was taken over has come back so far that its shards may return to it: every
 * home of them has, searched and adopted all that the site ever acknowledged, and the site's own
 * view holds nothing else. Stateless.
 */
final class HealedGate {

    private HealedGate() {}

    /**
     * What is in the way; nothing if all is well.
     *
     * @param site the site that was taken over
     * @param parts its shards, where they stand now
     * @param report what sites report
     */
    static Optional<String> obstacle(SiteId site, Collection<Allotment> parts, FleetReport report) {
        var back = report.of(site);
        if (back.isEmpty()) {
            return Optional.of(
                    "site: no node of " + site + " answers; start its processes, then ask again");
        }
        return unclosed(back.get(), parts)
                .or(() ->
                        parts.stream()
                                .map(Allotment::home)
                                .distinct()
                                .map(home -> unadopted(back.get(), home, report))
                                .flatMap(Optional::stream)
                                .findFirst())
                .or(() -> unhealed(back.get()));
    }

    /** As long as the site has not closed what it was home of, more may come. */
    private static Optional<String> unclosed(SiteReport back, Collection<Allotment> parts) {
        return parts.stream()
                .filter(part -> !back.closedBelow(part.epoch()).containsAll(part.shards()))
                .findFirst()
                .map(part ->
                        "site: "
                                + back.site()
                                + " has not closed shards "
                                + part.shards()
                                + " below epoch "
                                + part.epoch()
                                + " yet; wait until it has heard of the takeover");
    }

    private static Optional<String> unadopted(SiteReport back, SiteId home, FleetReport report) {
        var heir = report.of(home);
        var healing = heir.flatMap(SiteReport::healing);
        if (heir.isEmpty() || healing.isEmpty()) {
            return Optional.of(
                    "adoption: no node of "
                            + home
                            + " tells how far it is; look at its processes, then ask again");
        }
        if (healing.get().orphans() > 0) {
            return Optional.of(
                    "adoption: "
                            + healing.get().orphans()
                            + " entries at "
                            + home
                            + " wait to be adopted; wait until none does");
        }
        for (var stream : back.streams().entrySet()) {
            var own = stream.getKey().site().equals(back.site());
            if (own && healing.get().searched(stream.getKey()) < stream.getValue()) {
                return Optional.of(
                        "adoption: "
                                + home
                                + " has searched "
                                + stream.getKey()
                                + " up to "
                                + healing.get().searched(stream.getKey())
                                + " of "
                                + stream.getValue()
                                + "; wait until it has all of it");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> unhealed(SiteReport back) {
        var healing = back.healing();
        if (healing.isEmpty()) {
            return Optional.of(
                    "view: no node of "
                            + back.site()
                            + " that has a view answers; start a full node, then ask again");
        }
        return unhealed(back.site(), healing.get());
    }

    private static Optional<String> unhealed(SiteId site, Healing healing) {
        if (healing.reseeding() > 0) {
            return Optional.of(
                    "view: "
                            + site
                            + " builds "
                            + healing.reseeding()
                            + " shards again from its log; wait until it is done");
        }
        if (healing.differing() > 0) {
            return Optional.of(
                    "view: "
                            + healing.differing()
                            + " shards at "
                            + site
                            + " differ from what their home holds; see the status page of its"
                            + " full node");
        }
        return healing.orphans() > 0
                ? Optional.of(
                        "adoption: "
                                + site
                                + " knows "
                                + healing.orphans()
                                + " entries of its own that no home has adopted yet; wait until"
                                + " none is left")
                : Optional.empty();
    }
}
