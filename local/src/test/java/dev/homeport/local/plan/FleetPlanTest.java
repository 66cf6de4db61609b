package dev.homeport.local.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.local.address.AddressUse;
import dev.homeport.local.address.Endpoint;
import dev.homeport.local.address.FleetNumber;
import dev.homeport.local.address.LoopbackAddress;
import dev.homeport.local.address.PortPlan;
import dev.homeport.local.address.PortRole;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.SiteId;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FleetPlanTest {

    private static final FleetId FLEET = FleetId.parse("6f0f6f1e-5a4f-4c39-8d4e-0b7e7f6c2a11");
    private static final SiteId SHANGHAI = new SiteId("shanghai");
    private static final SiteId HONGKONG = new SiteId("hongkong");
    private static final SiteId CANADA = new SiteId("canada");
    private static final FleetSettings SETTINGS =
            new FleetSettings(
                    FLEET,
                    new FleetNumber(43),
                    List.of(SHANGHAI, HONGKONG, CANADA),
                    new PortPlan(23000),
                    Path.of("/a b/\\state"),
                    FleetSettings.USUAL_ISOLATION_BUDGET);
    private static final FleetPlan PLAN = FleetPlan.of(SETTINGS, FleetLayout.USUAL);

    @Test
    void threeSitesAreFiveProcessesEachAndARouter() {
        assertThat(PLAN.started())
                .extracting(PlannedProcess::name)
                .containsExactly(
                        "shanghai-full-1",
                        "shanghai-log-2",
                        "shanghai-log-3",
                        "shanghai-coordinator-4",
                        "shanghai-database-5",
                        "hongkong-full-1",
                        "hongkong-log-2",
                        "hongkong-log-3",
                        "hongkong-coordinator-4",
                        "hongkong-database-5",
                        "canada-full-1",
                        "canada-log-2",
                        "canada-log-3",
                        "canada-coordinator-4",
                        "canada-database-5",
                        "router-2");
        assertThat(PLAN.launcher().listensFor(PortRole.LAUNCHER))
                .contains(Endpoint.parse("127.43.0.1:23015"));
    }

    @Test
    void certificateNamesTheProcessAndEveryAddressThatAPeerMayDial() {
        var witness = process("hongkong-log-3");

        assertThat(witness.identity())
                .hasToString("homeport://" + FLEET + "/hongkong/log+witness/3");
        assertThat(witness.certificateRequest().addresses())
                .extracting(address -> address.getHostAddress())
                .containsExactlyInAnyOrder("127.43.2.3", "127.43.18.3", "127.43.50.3");
        assertThat(process("hongkong-database-5").reachableAt())
                .containsExactly(LoopbackAddress.parse("127.43.2.5"));
    }

    @Test
    void peersOfOtherSitesAreDialledAtTheEmulatorAndThoseOfTheOwnSiteDirectly() {
        var configuration = process("shanghai-full-1").configuration();

        assertThat(configuration)
                .containsEntry(
                        "peers.witness",
                        "shanghai/3=127.43.1.3:23004,hongkong/3=127.43.18.3:23004,"
                                + "canada/3=127.43.19.3:23004")
                .containsEntry("peers", "1=127.43.1.1:23002,2=127.43.1.2:23002,3=127.43.1.3:23002")
                .containsEntry("listen.access", "127.43.1.1:23001")
                .containsEntry("database.url", "jdbc:mysql://127.43.1.5:23014/homeport")
                .containsEntry("site", "shanghai")
                .containsEntry("roles", "full")
                .containsEntry("isolation.budget.millis", "30000")
                .containsEntry("claim.key", "/a b/\\state/secrets/claim.key")
                .containsEntry(
                        "account.permutation.key", "/a b/\\state/secrets/account.permutation.key");
    }

    @Test
    void routerStandsOutsideAndDialsEverySiteDirectly() {
        assertThat(process("router-2").configuration())
                .containsEntry(
                        "peers.access",
                        "shanghai/1=127.43.1.1:23001,hongkong/1=127.43.2.1:23001,"
                                + "canada/1=127.43.3.1:23001")
                .containsEntry("proxies.identities", "homeport://" + FLEET + "/-/proxy/1")
                .doesNotContainKeys("site", "database.url", "peers");
    }

    @Test
    void configurationFileReadsBackWhateverThePathsHold() throws Exception {
        var process = process("canada-log-3");

        var read = new Properties();
        read.load(new StringReader(process.configurationText()));

        assertThat(read).containsExactlyInAnyOrderEntriesOf(process.configuration());
        assertThat(read.getProperty("store.folder")).startsWith("/a b/\\state/canada/log-3/");
        assertThat(process.environment())
                .containsEntry("HOMEPORT_CONFIG", process.configurationFile().toString());
    }

    @Test
    void everyCrossingPortOfEverySiteHasADoorFromEveryOtherSite() {
        var expected =
                FleetLayout.USUAL.perSite().stream()
                                .flatMap(template -> template.ports().stream())
                                .filter(PortRole::crossesSites)
                                .count()
                        * 3
                        * 2;

        assertThat(PLAN.forwardings()).hasSize((int) expected);
        assertThat(PLAN.forwardings())
                .allSatisfy(door -> {
                    var use = SETTINGS.addresses().useOf(door.listen().address());
                    assertThat(use)
                            .contains(
                                    new AddressUse.Emulated(
                                            door.direction().from(),
                                            door.direction().to(),
                                            door.target().address().node()));
                    assertThat(door.listen().port()).isEqualTo(door.target().port());
                });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void noTwoEndpointsFoldersOrNamesOfAnyFleetAreTheSame(long seed) {
        var random = new Random(seed);
        var sites =
                IntStream.rangeClosed(1, 1 + random.nextInt(15))
                        .mapToObj(i -> new SiteId("site-" + i))
                        .toList();
        var number = new FleetNumber(1 + random.nextInt(254));
        var ports = new PortPlan(1024 + random.nextInt(30000));
        var settings =
                new FleetSettings(
                        FLEET,
                        number,
                        sites,
                        ports,
                        Path.of("state"),
                        FleetSettings.USUAL_ISOLATION_BUDGET);

        var plan = FleetPlan.of(settings, FleetLayout.USUAL);

        assertThat(plan.endpoints()).doesNotHaveDuplicates();
        assertThat(plan.processes()).extracting(PlannedProcess::name).doesNotHaveDuplicates();
        assertThat(plan.processes()).extracting(PlannedProcess::folder).doesNotHaveDuplicates();
        assertThat(plan.processes()).extracting(PlannedProcess::identity).doesNotHaveDuplicates();
    }

    @Test
    void layoutCanHaveMoreProcessesButNoneTwice() {
        var more = new NodeTemplate(6, "extra", List.of("extra"), Set.of(), 1);
        var layout =
                new FleetLayout(
                        Stream.concat(FleetLayout.USUAL.perSite().stream(), Stream.of(more))
                                .toList(),
                        FleetLayout.USUAL.outside());

        assertThat(FleetPlan.of(SETTINGS, layout).started()).hasSize(19);
        var twice = new FleetLayout(List.of(more, more), List.of());
        assertThatThrownBy(() -> FleetPlan.of(SETTINGS, twice))
                .hasMessageContaining("two processes are called shanghai-extra-6");
    }

    private static PlannedProcess process(String name) {
        return PLAN.processes().stream()
                .filter(process -> process.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
