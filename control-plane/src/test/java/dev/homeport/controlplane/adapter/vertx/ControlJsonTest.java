package dev.homeport.controlplane.adapter.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.controlplane.topology.Site;
import dev.homeport.controlplane.topology.SiteState;
import dev.homeport.controlplane.topology.Topology;
import dev.homeport.regionrouter.adapter.yaml.RoutingTableFile;
import dev.homeport.regionrouter.adapter.yaml.TopologyFile;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.LeasePolicy;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the door says is what a router's own readers understand. */
class ControlJsonTest {

    private static final List<SiteId> SITES =
            List.of(new SiteId("shanghai"), new SiteId("hongkong"), new SiteId("no"));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void routerReadsTheTableThatIsServed(long seed) {
        var table = drawn(RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
        var served = ControlJson.table(table).encode();
        assertThat(RoutingTableFile.parse("served", served)).isEqualTo(table);
    }

    private static RoutingTable drawn(RandomGenerator chance) {
        var table =
                RoutingTable.genesis(
                        FleetId.parse("0192f3a4-0000-7000-8000-000000000001"),
                        SITES,
                        LeasePolicy.uniform(SITES, 1_000 + chance.nextInt(60_000)));
        for (var change = chance.nextInt(4); change > 0; change--) {
            var from = chance.nextInt(4_000);
            var home = SITES.get(chance.nextInt(SITES.size()));
            var lost = SITES.get(chance.nextInt(SITES.size()));
            table =
                    table.withAssignment(
                            ShardSet.range(from, from + 1 + chance.nextInt(90)),
                            home,
                            lost.equals(home) ? Set.of() : Set.of(lost));
        }
        var fences = new HashMap<SiteLog, Long>();
        if (chance.nextBoolean()) {
            fences.put(new SiteLog(SITES.getLast(), 1), table.version());
        }
        return new RoutingTable(
                table.fleet(),
                table.version(),
                table.allotments(),
                table.witnesses(),
                table.leases(),
                fences);
    }

    @Test
    void routerReadsTheTopologyThatIsServed() {
        var door = URI.create("https://127.1.1.1:25001");
        var topology =
                new Topology(
                        List.of(
                                new Site(SITES.get(0), SiteState.IN_SERVICE, List.of(door)),
                                new Site(SITES.get(1), SiteState.CORDONED, List.of()),
                                new Site(SITES.get(2), SiteState.IN_SERVICE, List.of())
                                        .takenOverBy(SITES.get(0))));

        var read = TopologyFile.parse("served", ControlJson.topology(7, topology).encode());
        assertThat(read.version()).isEqualTo(7);
        assertThat(read.access())
                .containsEntry(SITES.get(0), List.of(door))
                .containsEntry(SITES.get(1), List.of());
        // A router knows no site that was taken over: what it does is the same.
        assertThat(read.evacuated()).containsExactly(SITES.get(2));
        assertThat(read.standIns()).containsEntry(SITES.get(2), SITES.get(0));
    }
}
