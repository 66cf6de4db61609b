package dev.homeport.controlplane.topology;

import dev.homeport.vocabulary.SiteId;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The sites of a fleet, in the order in which they were first named. Immutable and thread-safe.
 *
 * @param sites the sites, at least one, each once
 */
public record Topology(List<Site> sites) {

    /** How many sites a fleet has at most. */
    public static final int MOST_SITES = 64;

    /**
     * Makes a topology.
     *
     * @throws IllegalArgumentException if there is no site, too many, or one twice
     */
    public Topology {
        sites = List.copyOf(sites);
        if (sites.isEmpty() || sites.size() > MOST_SITES) {
            throw new IllegalArgumentException(
                    "sites: " + sites.size() + " sites; a fleet has 1 to " + MOST_SITES);
        }
        if (names(sites).size() < sites.size()) {
            throw new IllegalArgumentException(
                    "sites: "
                            + sites.stream().map(Site::name).toList()
                            + " names a site twice; name every site once");
        }
    }

    private static Set<SiteId> names(List<Site> sites) {
        var names = new TreeSet<SiteId>();
        sites.forEach(site -> names.add(site.name()));
        return Collections.unmodifiableSet(names);
    }

    /** The sites' names. */
    public Set<SiteId> names() {
        return names(sites);
    }

    /** The same sites, one of them as it is given here. */
    public Topology with(Site changed) {
        return new Topology(
                sites.stream()
                        .map(site -> site.name().equals(changed.name()) ? changed : site)
                        .toList());
    }

    /** A site by its name. */
    public Optional<Site> site(SiteId name) {
        return sites.stream().filter(site -> site.name().equals(name)).findFirst();
    }
}
