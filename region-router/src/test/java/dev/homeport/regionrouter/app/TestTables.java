package dev.homeport.regionrouter.app;

import dev.homeport.regionrouter.adapter.yaml.RoutingTableFile;
import dev.homeport.vocabulary.Allotment;
import dev.homeport.vocabulary.Chain;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.LeasePolicy;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The table of a fleet of three sites, version 1, and how it is published. */
final class TestTables {

    static final SiteId SHANGHAI = new SiteId("shanghai");
    static final SiteId HONGKONG = new SiteId("hongkong");
    static final SiteId CANADA = new SiteId("canada");

    private TestTables() {}

    static RoutingTable first() {
        return new RoutingTable(
                FleetId.parse("7b1f4f0e-57ab-4c9d-9a3e-6f3a54c2a1d0"),
                1,
                List.of(
                        new Allotment(ShardSet.range(0, 1_366), Chain.first(SHANGHAI)),
                        new Allotment(ShardSet.range(1_366, 2_731), Chain.first(HONGKONG)),
                        new Allotment(ShardSet.range(2_731, 4_096), Chain.first(CANADA))),
                Set.of(SHANGHAI, HONGKONG, CANADA),
                new LeasePolicy(Map.of(SHANGHAI, 5_000L, HONGKONG, 5_000L, CANADA, 5_000L), 5_000),
                Map.of());
    }

    static void publish(RoutingTable table, Path folder) throws IOException {
        Files.writeString(folder.resolve("table.yaml"), RoutingTableFile.write(table));
    }
}
