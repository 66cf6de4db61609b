package dev.homeport.regionrouter.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRegistryTest {

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 0.0.0.0/8, this network",
        "10.255.255.255, 10.0.0.0/8, private use",
        "100.64.0.1, 100.64.0.0/10, shared address space (CGNAT)",
        "100.127.255.255, 100.64.0.0/10, shared address space (CGNAT)",
        "127.0.0.1, 127.0.0.0/8, loopback",
        "169.254.1.1, 169.254.0.0/16, link-local",
        "172.31.255.255, 172.16.0.0/12, private use",
        "192.0.0.8, 192.0.0.0/24, IETF protocol assignments",
        "192.0.2.1, 192.0.2.0/24, documentation (TEST-NET-1)",
        "192.88.99.1, 192.88.99.0/24, 6to4 relay anycast (deprecated)",
        "192.168.0.1, 192.168.0.0/16, private use",
        "198.19.255.255, 198.18.0.0/15, benchmarking",
        "198.51.100.1, 198.51.100.0/24, documentation (TEST-NET-2)",
        "203.0.113.1, 203.0.113.0/24, documentation (TEST-NET-3)",
        "224.0.0.1, 224.0.0.0/4, multicast",
        "239.255.255.255, 224.0.0.0/4, multicast",
        "240.0.0.1, 240.0.0.0/4, reserved",
        "255.255.255.255, 255.255.255.255/32, limited broadcast",
        "::ffff:10.0.0.1, 10.0.0.0/8, private use",
        "::, ::/128, unspecified",
        "::1, ::1/128, loopback",
        "::8.8.8.8, ::/96, IPv4-compatible (deprecated)",
        "64:ff9b:1::1, 64:ff9b:1::/48, 'IPv4-IPv6 translation, local use'",
        "100::1, 100::/64, discard-only",
        "2001::1, 2001::/32, Teredo",
        "2001:2::1, 2001:2::/48, benchmarking",
        "2001:10::1, 2001:10::/28, ORCHID (deprecated)",
        "2001:20::1, 2001:20::/28, ORCHIDv2",
        "2001:100::1, 2001::/23, IETF protocol assignments",
        "2001:db8::1, 2001:db8::/32, documentation",
        "3fff:fff::1, 3fff::/20, documentation",
        "5f00::1, 5f00::/16, SRv6 segment ids",
        "fc00::1, fc00::/7, unique local",
        "fdff::1, fc00::/7, unique local",
        "fe80::1, fe80::/10, link-local",
        "fec0::1, fec0::/10, site-local (deprecated)",
        "ff02::1, ff00::/8, multicast",
        "4000::1, ::/1, not global unicast",
        "e000::1, 8000::/1, not global unicast",
    })
    void addressesOfNoPlaceAreKnownWithTheirBlock(String ip, String block, String name) {
        assertThat(AddressRegistry.standingOf(IpAddress.parse(ip)))
                .isInstanceOfSatisfying(
                        Standing.SpecialPurpose.class,
                        special -> {
                            assertThat(special.block()).hasToString(block);
                            assertThat(special.name()).isEqualTo(name);
                            assertThat(special.source()).startsWith("RFC ");
                        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0",
                "126.255.255.255", "128.0.0.0", "172.15.255.255", "172.32.0.0", "192.0.0.9",
                "192.0.0.10", "192.0.1.0", "192.167.255.255", "192.169.0.0", "198.17.255.255",
                "198.20.0.0", "223.255.255.255", "2000::1", "2001:1::1", "2001:200::1",
                "2001:4860:4860::8888", "3ffe::1", "2a00::1", "2003::1"
            })
    void theirNeighboursArePublic(String ip) {
        var address = IpAddress.parse(ip);
        assertThat(AddressRegistry.standingOf(address)).isEqualTo(new Standing.Public(address));
    }

    @ParameterizedTest
    @CsvSource({
        "64:ff9b::8.8.8.8, 8.8.8.8, NAT64",
        "64:ff9b::10.0.0.1, 10.0.0.1, NAT64",
        "2002:0808:0808::1, 8.8.8.8, 6to4",
        "2002:7f00:0001:ffff::, 127.0.0.1, 6to4",
    })
    void translatedAddressesAreJudgedByTheIpv4AddressInside(
            String ip, String inside, String carrier) {
        assertThat(AddressRegistry.standingOf(IpAddress.parse(ip)))
                .isEqualTo(new Standing.Carrying(IpAddress.parse(inside), carrier));
    }

    @Test
    void blocksWithoutPrefixOrWithStrayBitsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> IpBlock.parse("10.0.0.0"));
        assertThatIllegalArgumentException().isThrownBy(() -> IpBlock.parse("10.0.0.1/8"));
        assertThatIllegalArgumentException().isThrownBy(() -> IpBlock.parse("10.0.0.0/33"));
    }

    @Test
    void aBlockHoldsItsOwnFamilyOnly() {
        var everyIpv4 = IpBlock.parse("0.0.0.0/0");
        assertThat(everyIpv4.contains(IpAddress.parse("255.1.2.3"))).isTrue();
        assertThat(everyIpv4.contains(IpAddress.parse("::1"))).isFalse();
    }
}
