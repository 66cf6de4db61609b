package dev.homeport.cli.adapter.local;

import dev.homeport.cli.exit.CommandFailure;
import dev.homeport.cli.exit.ExitCode;
import dev.homeport.cli.route.explain.RouteSource;
import dev.homeport.regionrouter.adapter.maxmind.MaxMindCountryDatabase;
import dev.homeport.regionrouter.adapter.maxmind.UnusableDatabase;
import dev.homeport.regionrouter.adapter.yaml.GeoRulesFile;
import dev.homeport.regionrouter.geography.Geography;
import dev.homeport.regionrouter.route.HandleDirectory;
import dev.homeport.regionrouter.route.RouteAnswer;
import dev.homeport.regionrouter.route.RouteDesk;
import dev.homeport.regionrouter.route.RoutingTableSource;
import dev.homeport.regionrouter.route.Subject;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;

/**
 * Answers for addresses by the router's own classes, rules and database. Opens the database anew
 * for each answer; thread-safe.
 *
 * @param database the country database
 */
public record LocalRoutes(Path database) implements RouteSource {

    private static final Path SHIPPED = Path.of("geo", "geo-whois-asn-country.mmdb");

    /** Answers from the database that stands beside the installed program. */
    public static LocalRoutes shipped() {
        try {
            var code = LocalRoutes.class.getProtectionDomain().getCodeSource().getLocation();
            return new LocalRoutes(Path.of(code.toURI()).resolveSibling(SHIPPED));
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the program does not know where it is installed", e);
        }
    }

    @Override
    public String name() {
        return "the shipped rules";
    }

    @Override
    public RouteAnswer answer(Subject subject) {
        try (var countries = MaxMindCountryDatabase.open(database)) {
            var geography = new Geography(GeoRulesFile.shipped(), countries);
            return new RouteDesk(geography, RoutingTableSource.none(), HandleDirectory.none())
                    .answer(subject);
        } catch (UnusableDatabase | IOException e) {
            throw new CommandFailure(ExitCode.OPERATOR, String.valueOf(e.getMessage()), e);
        }
    }
}
