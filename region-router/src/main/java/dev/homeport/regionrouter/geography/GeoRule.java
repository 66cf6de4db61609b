package dev.homeport.regionrouter.geography;

import dev.homeport.vocabulary.SiteId;
import java.util.Set;

/**
 * One rule: users in these countries, or on these continents, get their home at this site.
 *
 * @param id name of the rule, as it is shown in every decision
 * @param countries the countries that it claims by name
 * @param continents the continents that it claims, less the countries that another rule names
 * @param home the site
 */
public record GeoRule(String id, Set<Country> countries, Set<Continent> continents, SiteId home) {

    /** Makes a rule. */
    public GeoRule {
        countries = Set.copyOf(countries);
        continents = Set.copyOf(continents);
    }
}
