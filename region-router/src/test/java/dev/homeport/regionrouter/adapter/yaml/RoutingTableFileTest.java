package dev.homeport.regionrouter.adapter.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutingTableFileTest {

    private static final String GOOD =
            """
            schema: homeport/routing-table/0
            fleet: 7b1f4f0e-57ab-4c9d-9a3e-6f3a54c2a1d0
            version: 3
            allotments:
              - shards: 0-2047,4095
                chain:
                  - {epoch: 1, home: shanghai}
                  - {epoch: 2, home: canada, lost: [shanghai]}
              - shards: 2048-4094
                chain:
                  - {epoch: 1, home: canada}
            witnesses: [shanghai, hongkong, canada]
            leases:
              ttlMillis: {shanghai: 5000, canada: 900000}
              longestTtlMillis: 900000
            fences:
              - {site: shanghai, incarnation: 1, sinceVersion: 2}
            """;

    @Test
    void aTableIsReadWhole() {
        var table = RoutingTableFile.parse("table.yaml", GOOD);
        assertThat(table.version()).isEqualTo(3);
        assertThat(table.homeOf(new ShardId(4_095))).isEqualTo(new SiteId("canada"));
        assertThat(table.epochOf(new ShardId(4_095)).value()).isEqualTo(2);
        assertThat(table.chainOf(new ShardId(0)).current().isTakeover()).isTrue();
        assertThat(table.epochOf(new ShardId(4_094)).value()).isEqualTo(1);
        assertThat(table.leases().ttlMillis(new SiteId("shanghai"))).isEqualTo(5_000);
        assertThat(table.fences()).containsEntry(new SiteLog(new SiteId("shanghai"), 1), 2L);
    }

    @Test
    void jsonIsReadAsWell() {
        var json =
                """
                {"schema":"homeport/routing-table/0",
                 "fleet":"7b1f4f0e-57ab-4c9d-9a3e-6f3a54c2a1d0","version":1,
                 "allotments":[{"shards":"0-4095","chain":[{"epoch":1,"home":"no","lost":[]}]}],
                 "witnesses":["no"],"leases":{"ttlMillis":{"no":5000},"longestTtlMillis":5000}}
                """;
        assertThat(RoutingTableFile.parse("table.json", json).homeOf(new ShardId(7)))
                .isEqualTo(new SiteId("no"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatIsWrittenIsReadBackTheSame(long seed) {
        var random = new Random(seed);
        var sites = new SiteId[] {new SiteId("canada"), new SiteId("no"), new SiteId("shanghai")};
        var table = RoutingTableFile.parse("table.yaml", GOOD.replace("hongkong", "no"));
        table = table.withTtl(new SiteId("no"), 7_000);
        for (var i = 0; i < 6; i++) {
            var from = random.nextInt(4_000);
            var shards = ShardSet.range(from, from + random.nextInt(96) + 1);
            table = table.withAssignment(shards, sites[random.nextInt(3)], Set.of());
            table = table.withFence(new SiteLog(sites[random.nextInt(3)], i + 1));
            assertThat(RoutingTableFile.parse("table.yaml", RoutingTableFile.write(table)))
                    .isEqualTo(table);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "routing-table/0|routing-table/1|:1: schema",
                "fleet: 7b1f4f0e|fleet: 7b1f4f0|:2: fleet: ",
                "version: 3|version: -3|:3: \"-3\" is not a whole number",
                "version: 3|version: 1|:1: fences: shanghai#1 is fenced by a later version",
                "0-2047,4095|0-2047|:1: allotments: shard 4095 has no home",
                "0-2047,4095|0-2048,4095|:1: allotments: shard 2048 has two homes",
                "0-2047,4095|0-2047,4096|:5: shards: 4096 to 4097 is not a range",
                "0-2047,4095|0-2047;4095|:5: shards: \"0-2047;4095\" is no range of shards",
                "0-2047,4095|2047-0|:5: shards: 2047 to 1 is not a range",
                "epoch: 2, home: canada|epoch: 1, home: canada|:5: chain: epoch 1 does not come"
                        + " after",
                "epoch: 2, home: canada|epoch: 0, home: canada|:8: epoch: an assignment needs",
                "home: canada, lost|home: shanghai, lost|:8: home: shanghai cannot be the home",
                "home: canada, lost|lost|:8: has no home",
                "home: canada}|home: CANADA}|:11: site: \"CANADA\" is not a site name",
                "home: canada}|home: hongkong}|:1: site: hongkong has no lease policy",
                "witnesses: [shanghai, hongkong, canada]|witnesses: [canada, canada]|:12:"
                        + " \"canada\" stands in this list twice",
                "witnesses: [shanghai, hongkong, canada]|witnesses: []|:1: witnesses: a table"
                        + " needs",
                "shanghai: 5000|shanghai: 5000.0|:14: \"5000.0\" is not a whole number",
                "longestTtlMillis: 900000|longestTtlMillis: 5000|:14: ttlMillis: 900000 for canada",
                "incarnation: 1|incarnation: 0|:17: incarnation: 0",
                "fences:|fence:|:17: \"fence\" is no field here",
            })
    void whatIsWrongIsRefusedWithItsLine(String part, String replacement, String message) {
        var broken = GOOD.replace(part, replacement);
        assertThat(broken).isNotEqualTo(GOOD);
        assertThatExceptionOfType(InvalidDocument.class)
                .isThrownBy(() -> RoutingTableFile.parse("table.yaml", broken))
                .withMessageStartingWith("table.yaml" + message);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void damagedFilesAreRefusedAndNothingElseHappens(long seed) {
        var random = new Random(seed);
        for (var i = 0; i < 200; i++) {
            var damaged = new StringBuilder(GOOD);
            for (var n = random.nextInt(4); n >= 0; n--) {
                damaged.setCharAt(
                        random.nextInt(damaged.length()), (char) (32 + random.nextInt(95)));
            }
            try {
                assertThat(RoutingTableFile.parse("table.yaml", damaged.toString())).isNotNull();
            } catch (InvalidDocument refused) {
                assertThat(refused).hasMessageStartingWith("table.yaml");
            }
        }
    }
}
