package dev.homeport.regionrouter.geography;

import dev.homeport.regionrouter.address.AddressRegistry;
import dev.homeport.regionrouter.address.IpAddress;
import dev.homeport.regionrouter.address.Standing;
import dev.homeport.vocabulary.Quoted;

/**
 * Decides where a new user gets a home: address → country → rule → home. Every address gets an
 * answer. Thread-safe as its database is.
 *
 * @param rules the rules in force
 * @param database knows the countries
 */
public record Geography(GeoRules rules, CountryDatabase database) {

    /** Where a new user at an address gets a home. */
    public Placement placementOf(IpAddress ip) {
        return switch (AddressRegistry.standingOf(ip)) {
            case Standing.Public(var address) -> byCountry(ip, address, ip + " is");
            case Standing.SpecialPurpose special -> special(ip, ip + " is", special);
            case Standing.Carrying(var carried, var carrier) ->
                    byCarried(ip, carried, ip + " carries " + carried + " by " + carrier);
        };
    }

    private Placement byCarried(IpAddress subject, IpAddress carried, String said) {
        return switch (AddressRegistry.standingOf(carried)) {
            case Standing.Public(var address) -> byCountry(subject, address, said + ", which is");
            case Standing.SpecialPurpose special -> special(subject, said + ", which is", special);
            case Standing.Carrying(var again, var carrier) ->
                    throw new IllegalStateException(
                            carried + " carries " + again + " by " + carrier + ", being IPv4");
        };
    }

    private Placement special(IpAddress subject, String said, Standing.SpecialPurpose special) {
        return byDefault(
                subject,
                rules.specialPurpose(),
                said
                        + " in "
                        + special.block()
                        + " ("
                        + special.name()
                        + ", "
                        + special.source()
                        + "), which stands for no place");
    }

    private Placement byCountry(IpAddress subject, IpAddress asked, String said) {
        var code = database.countryCodeOf(asked);
        if (code.isEmpty()) {
            return byDefault(
                    subject, rules.noCountry(), said + " public, and the database has no country");
        }
        var country = Country.ofCode(code.get()).orElse(null);
        if (country == null) {
            return byDefault(
                    subject,
                    rules.noCountry(),
                    said + " in " + Quoted.of(code.get()) + ", which is no known country");
        }
        var rule = rules.ruleFor(country);
        var claimed = rule.countries().contains(country) ? "by name" : "as " + country.continent();
        return new Placement(
                subject,
                country,
                rule.id(),
                rule.home(),
                said
                        + " in "
                        + country
                        + "; rule "
                        + rule.id()
                        + " claims it "
                        + claimed
                        + " for "
                        + rule.home());
    }

    private static Placement byDefault(IpAddress subject, DefaultRule rule, String why) {
        return new Placement(
                subject,
                null,
                rule.id(),
                rule.home(),
                why + "; default " + rule.id() + " is " + rule.home());
    }
}
