package dev.homeport.regionrouter.geography;

import dev.homeport.vocabulary.SiteId;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The rules that give a new user a home. They are complete and free of overlap: every continent is
 * claimed by one rule, a country by at most one, and a country's rule goes before its continent's.
 * Immutable and thread-safe.
 */
public final class GeoRules {

    private final long version;
    private final Set<SiteId> sites;
    private final DefaultRule specialPurpose;
    private final DefaultRule noCountry;
    private final Map<Country, GeoRule> byCountry = new TreeMap<>();
    private final Map<Continent, GeoRule> byContinent = new EnumMap<>(Continent.class);

    /**
     * Makes a set of rules.
     *
     * @param version number of the rules, from 1
     * @param sites the sites that may be a home
     * @param rules the rules
     * @param specialPurpose holds for addresses that stand for no place
     * @param noCountry holds for public addresses without a known country
     * @throws InvalidRules if rules overlap, leave a continent out, name an unknown site, or share
     *     an id
     */
    public GeoRules(
            long version,
            Set<SiteId> sites,
            List<GeoRule> rules,
            DefaultRule specialPurpose,
            DefaultRule noCountry) {
        this.version = version;
        this.sites = Collections.unmodifiableSet(new TreeSet<>(sites));
        this.specialPurpose = specialPurpose;
        this.noCountry = noCountry;
        if (version < 1) {
            throw new InvalidRules("", "version " + version + " is below 1");
        }
        var ids = new HashSet<String>();
        rules.forEach(rule -> claim(rule, ids));
        admit(specialPurpose.id(), specialPurpose.home(), ids);
        admit(noCountry.id(), noCountry.home(), ids);
        for (var continent : Continent.values()) {
            if (!byContinent.containsKey(continent)) {
                throw new InvalidRules("", "no rule claims " + continent + "; add it to one");
            }
        }
    }

    private void claim(GeoRule rule, Set<String> ids) {
        admit(rule.id(), rule.home(), ids);
        if (rule.countries().isEmpty() && rule.continents().isEmpty()) {
            throw new InvalidRules(rule.id(), "claims nothing; name countries or continents");
        }
        rule.countries().forEach(country -> claim(byCountry, country, rule));
        rule.continents().forEach(continent -> claim(byContinent, continent, rule));
    }

    private static <K> void claim(Map<K, GeoRule> claims, K what, GeoRule rule) {
        var other = claims.putIfAbsent(what, rule);
        if (other != null) {
            throw new InvalidRules(
                    rule.id(),
                    "claims "
                            + what
                            + ", which rule "
                            + other.id()
                            + " claims too; leave it to one of them");
        }
    }

    private void admit(String id, SiteId home, Set<String> ids) {
        if (!ids.add(id)) {
            throw new InvalidRules(id, "the id is used twice");
        }
        if (!sites.contains(home)) {
            throw new InvalidRules(id, "home " + home + " is not a site; use one of " + sites);
        }
    }

    /** Number of the rules. */
    public long version() {
        return version;
    }

    /** The sites that may be a home, in order. */
    public Set<SiteId> sites() {
        return sites;
    }

    /** The rule that holds for a country. */
    public GeoRule ruleFor(Country country) {
        var named = byCountry.get(country);
        var rule = named != null ? named : byContinent.get(country.continent());
        if (rule == null) {
            throw new IllegalStateException("no rule for " + country);
        }
        return rule;
    }

    /** What holds for addresses that stand for no place. */
    public DefaultRule specialPurpose() {
        return specialPurpose;
    }

    /** What holds for public addresses without a known country. */
    public DefaultRule noCountry() {
        return noCountry;
    }
}
