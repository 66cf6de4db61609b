package dev.homeport.cli.adapter.load;

import dev.homeport.regionrouter.adapter.maxmind.MaxMindCountryDatabase;
import dev.homeport.regionrouter.adapter.yaml.GeoRulesFile;
import dev.homeport.regionrouter.address.IpAddress;
import dev.homeport.regionrouter.geography.Geography;
import dev.homeport.vocabulary.SiteId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Draws addresses that the country database knows a country of, evenly over the homes. */
final class Addresses {

    private static final int MOST_DRAWS = 200_000;

    /** An address and the site that the shipped rules send its users to. */
    record Drawn(String ip, String country, SiteId home) {}

    private Addresses() {}

    static List<Drawn> draw(Path database, List<SiteId> homes, int count, RandomGenerator chance)
            throws IOException {
        var drawn = new ArrayList<Drawn>();
        try (var countries = MaxMindCountryDatabase.open(database)) {
            var geography = new Geography(GeoRulesFile.shipped(), countries);
            for (var i = 0; i < MOST_DRAWS && drawn.size() < count; i++) {
                var wanted = homes.get(drawn.size() % homes.size());
                one(geography, chance).filter(it -> it.home().equals(wanted)).ifPresent(drawn::add);
            }
        }
        if (drawn.size() < count) {
            throw new IOException("the country database has too few addresses of some home");
        }
        return drawn;
    }

    private static Optional<Drawn> one(Geography geography, RandomGenerator chance) {
        var ip =
                (1 + chance.nextInt(223))
                        + "."
                        + chance.nextInt(256)
                        + "."
                        + chance.nextInt(256)
                        + "."
                        + (1 + chance.nextInt(254));
        var placement = geography.placementOf(IpAddress.parse(ip));
        var country = placement.country();
        return country == null
                ? Optional.empty()
                : Optional.of(new Drawn(ip, country.toString(), placement.home()));
    }
}
