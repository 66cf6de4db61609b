package dev.homeport.regionrouter.app;

import dev.homeport.regionrouter.adapter.file.FileRoutingTableSource;
import dev.homeport.regionrouter.adapter.maxmind.MaxMindCountryDatabase;
import dev.homeport.regionrouter.adapter.yaml.GeoRulesFile;
import dev.homeport.regionrouter.geography.Geography;
import dev.homeport.regionrouter.route.HandleDirectory;
import dev.homeport.regionrouter.route.RouteDesk;
import java.io.IOException;
import java.nio.file.Files;

/**
 * Everything of a router that can fail to be made, made before it opens a port.
 *
 * @param settings what it was told
 * @param tables the routing table's source
 * @param desk answers
 */
record RouterParts(RouterSettings settings, FileRoutingTableSource tables, RouteDesk desk) {

    private static final String TABLE_COPY = "routing-table.yaml";

    /**
     * Makes the parts.
     *
     * @throws IOException if the data folder cannot be made
     * @throws RuntimeException if database or rules are unusable; the message says which and why
     */
    static RouterParts of(RouterSettings settings) throws IOException {
        Files.createDirectories(settings.dataFolder());
        var rules = settings.geoRules().map(GeoRulesFile::read).orElseGet(GeoRulesFile::shipped);
        var database = MaxMindCountryDatabase.openVerified(settings.geoDatabase());
        var tables =
                new FileRoutingTableSource(
                        settings.tableFile(), settings.dataFolder().resolve(TABLE_COPY));
        var desk = new RouteDesk(new Geography(rules, database), tables, HandleDirectory.none());
        return new RouterParts(settings, tables, desk);
    }
}
