package dev.homeport.local.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.vocabulary.SiteId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPlanTest {

    private static final SiteId SHANGHAI = new SiteId("shanghai");
    private static final SiteId HONGKONG = new SiteId("hongkong");
    private static final SiteId CANADA = new SiteId("canada");
    private static final AddressPlan PLAN =
            new AddressPlan(new FleetNumber(43), List.of(SHANGHAI, HONGKONG, CANADA));

    @Test
    void nodeListensInTheZoneOfItsSite() {
        assertThat(PLAN.own(HONGKONG, 3)).hasToString("127.43.2.3");
    }

    @Test
    void nodeOfAnotherSiteIsDialledWhereTheEmulatorListens() {
        assertThat(PLAN.dialled(SHANGHAI, HONGKONG, 2)).hasToString("127.43.18.2");
        assertThat(PLAN.dialled(CANADA, SHANGHAI, 2)).hasToString("127.43.49.2");
    }

    @Test
    void nodeOfTheSameSiteIsDialledDirectly() {
        assertThat(PLAN.dialled(CANADA, CANADA, 1)).isEqualTo(PLAN.own(CANADA, 1));
    }

    @Test
    void addressOfAnEndpointTellsWhatItIs() {
        var endpoint = Endpoint.parse("127.43.18.2:21003");

        assertThat(PLAN.useOf(endpoint.address()))
                .contains(new AddressUse.Emulated(SHANGHAI, HONGKONG, 2));
        assertThat(PortPlan.USUAL.roleOf(endpoint.port())).contains(PortRole.NODE_RPC);
    }

    @Test
    void addressesThatNobodyUsesMeanNothing() {
        assertThat(List.of("127.44.1.1", "127.43.4.1", "127.43.17.1", "127.43.16.1", "127.43.66.1"))
                .allSatisfy(text -> assertThat(PLAN.useOf(LoopbackAddress.parse(text))).isEmpty());
    }

    @Test
    void nodeIsReachableAtItsOwnAddressAndAtOnePerOtherSite() {
        assertThat(PLAN.reachableAt(HONGKONG, 1))
                .extracting(LoopbackAddress::toString)
                .containsExactly("127.43.2.1", "127.43.18.1", "127.43.50.1");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void noTwoUsesOfAnyPlanShareAnAddress(long seed) {
        // Given
        var random = new Random(seed);
        var siteCount = 1 + random.nextInt(AddressPlan.MOST_SITES);
        var sites = IntStream.range(0, siteCount).mapToObj(i -> new SiteId("site-" + i)).toList();
        var plan = new AddressPlan(new FleetNumber(1 + random.nextInt(254)), sites);
        var uses = new HashMap<LoopbackAddress, AddressUse>();

        // When
        for (var node = 1; node <= 254; node += 1 + random.nextInt(20)) {
            put(uses, plan.outside(node), new AddressUse.Outside(node));
            for (var to : sites) {
                put(uses, plan.own(to, node), new AddressUse.Own(to, node));
                for (var from : sites) {
                    if (!from.equals(to)) {
                        put(
                                uses,
                                plan.dialled(from, to, node),
                                new AddressUse.Emulated(from, to, node));
                    }
                }
            }
        }

        // Then
        assertThat(uses)
                .allSatisfy((address, use) -> assertThat(plan.useOf(address)).contains(use));
    }

    private static void put(
            Map<LoopbackAddress, AddressUse> uses, LoopbackAddress address, AddressUse use) {
        assertThat(uses.put(address, use)).as("other use of %s", address).isNull();
    }

    @Test
    void twoFleetsNeverMeet() {
        var other = new AddressPlan(new FleetNumber(44), PLAN.sites());

        assertThat(other.reachableAt(SHANGHAI, 1))
                .doesNotContainAnyElementsOf(PLAN.reachableAt(SHANGHAI, 1));
        assertThat(PLAN.useOf(other.own(SHANGHAI, 1))).isEmpty();
    }

    @Test
    void everyRoleHasAPortOfItsOwnBelowThoseOfTheSystem() {
        for (var base : new int[] {1024, 21000, 32767 - PortRole.values().length + 1}) {
            var ports = new PortPlan(base);
            for (var role : PortRole.values()) {
                assertThat(ports.portOf(role)).isBetween(1024, PortPlan.HIGHEST_PORT);
                assertThat(ports.roleOf(ports.portOf(role))).contains(role);
                assertThat(PortRole.labelled(role.label())).contains(role);
            }
            assertThat(ports.roleOf(base - 1)).isEmpty();
            assertThat(ports.roleOf(base + PortRole.values().length)).isEmpty();
        }
    }

    @Test
    void socketAddressIsTheSameAddress() {
        assertThat(Endpoint.parse("127.200.255.254:32767").toSocketAddress())
                .hasToString("/127.200.255.254:32767");
    }

    @Test
    void badInputIsNamedWithItsMend() {
        assertRefused(() -> new FleetNumber(0), "fleet number: 0", "1 to 254");
        assertRefused(() -> new FleetNumber(255), "fleet number: 255", "1 to 254");
        assertRefused(() -> PLAN.own(new SiteId("mars"), 1), "mars", "shanghai");
        assertRefused(() -> PLAN.own(CANADA, 255), "node: 255", "1 to 254");
        assertRefused(
                () -> new LoopbackAddress(new FleetNumber(1), 256, 1), "zone: 256", "0 to 255");
        assertRefused(() -> new AddressPlan(new FleetNumber(1), List.of()), "0 sites", "1 to 15");
        assertRefused(
                () -> new AddressPlan(new FleetNumber(1), List.of(CANADA, CANADA)),
                "canada is named twice",
                "every site once");
        assertRefused(() -> new PortPlan(32767), "first port: 32767", "1024");
        assertRefused(() -> LoopbackAddress.parse("10.0.0.1"), "\"10.0.0.1\"", "127.FLEET");
        assertRefused(() -> Endpoint.parse("127.1.1.1"), "\"127.1.1.1\"", "ADDRESS:PORT");
        assertRefused(() -> Endpoint.parse("127.1.1.1:x"), "\"127.1.1.1:x\"", "ADDRESS:PORT");
        assertRefused(() -> Endpoint.parse("127.1.1.1:32768"), "port: 32768", "32767");
    }

    private static void assertRefused(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String what, String mend) {
        assertThatThrownBy(call)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(what)
                .hasMessageContaining(mend);
    }
}
