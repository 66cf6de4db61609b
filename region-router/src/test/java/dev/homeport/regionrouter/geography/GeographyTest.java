package dev.homeport.regionrouter.geography;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.regionrouter.adapter.yaml.GeoRulesFile;
import dev.homeport.regionrouter.address.IpAddress;
import dev.homeport.vocabulary.SiteId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeographyTest {

    private static final SiteId CANADA = new SiteId("canada");

    private final Map<String, String> countries =
            Map.of("8.8.8.8", "US", "114.114.114.114", "CN", "2001:200::1", "JP", "1.0.0.1", "ZZ");
    private final Geography geography =
            new Geography(
                    GeoRulesFile.shipped(),
                    ip -> Optional.ofNullable(countries.get(ip.toString())));

    @Test
    void everyIsoCountryHasAContinentAndThatARule() {
        var codes = new TreeSet<>(Country.all().stream().map(Country::code).toList());
        var iso = new TreeSet<>(Arrays.asList(Locale.getISOCountries()));
        iso.addAll(List.of("AN", "XK"));
        assertThat(codes).isEqualTo(iso);
        for (var country : Country.all()) {
            assertThat(geography.rules().ruleFor(country).id()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CN, mainland-china, shanghai",
        "HK, rest-of-asia-and-oceania, hongkong",
        "MO, rest-of-asia-and-oceania, hongkong",
        "TW, rest-of-asia-and-oceania, hongkong",
        "JP, rest-of-asia-and-oceania, hongkong",
        "IN, rest-of-asia-and-oceania, hongkong",
        "TR, rest-of-asia-and-oceania, hongkong",
        "AU, rest-of-asia-and-oceania, hongkong",
        "PF, rest-of-asia-and-oceania, hongkong",
        "US, americas, canada",
        "BR, americas, canada",
        "GL, americas, canada",
        "NO, europe, canada",
        "RU, europe, canada",
        "XK, europe, canada",
        "ZA, africa, canada",
        "EG, africa, canada",
        "AQ, antarctica, canada",
    })
    void shippedRulesGiveEveryCountryItsHome(String code, String rule, String home) {
        var decided = geography.rules().ruleFor(Country.ofCode(code).orElseThrow());
        assertThat(decided.id()).isEqualTo(rule);
        assertThat(decided.home()).isEqualTo(new SiteId(home));
    }

    @Test
    void onlyMainlandChinaIsAtHomeInShanghai() {
        var inShanghai =
                Country.all().stream()
                        .filter(c -> geography.rules().ruleFor(c).home().name().equals("shanghai"));
        assertThat(inShanghai).extracting(Country::code).containsExactly("CN");
    }

    @Test
    void anAddressWithACountryGetsItsHomeAndTheReason() {
        var placement = geography.placementOf(IpAddress.parse("114.114.114.114"));
        assertThat(placement.country()).hasToString("CN");
        assertThat(placement.rule()).isEqualTo("mainland-china");
        assertThat(placement.home()).isEqualTo(new SiteId("shanghai"));
        assertThat(placement.reason())
                .isEqualTo(
                        "114.114.114.114 is in CN; rule mainland-china claims it by name for"
                                + " shanghai");
    }

    @Test
    void specialPurposeAndMissingCountryAreDifferentAnswers() {
        var reserved = geography.placementOf(IpAddress.parse("10.0.0.1"));
        var unknown = geography.placementOf(IpAddress.parse("9.9.9.9"));
        assertThat(reserved.rule()).isEqualTo("special-purpose-address");
        assertThat(reserved.country()).isNull();
        assertThat(reserved.home()).isEqualTo(CANADA);
        assertThat(reserved.reason())
                .contains("10.0.0.0/8 (private use, RFC 1918)", "stands for no place");
        assertThat(unknown.rule()).isEqualTo("no-country");
        assertThat(unknown.country()).isNull();
        assertThat(unknown.home()).isEqualTo(CANADA);
        assertThat(unknown.reason()).contains("public", "no country");
    }

    @Test
    void aCodeThatIsNoCountryIsSaidAndGetsTheDefault() {
        var placement = geography.placementOf(IpAddress.parse("1.0.0.1"));
        assertThat(placement.rule()).isEqualTo("no-country");
        assertThat(placement.reason()).contains("\"ZZ\"", "no known country");
    }

    @Test
    void mappedAndTranslatedAddressesAreWhereTheirIpv4AddressIs() {
        var mapped = geography.placementOf(IpAddress.parse("::ffff:8.8.8.8"));
        var nat64 = geography.placementOf(IpAddress.parse("64:ff9b::8.8.8.8"));
        var sixToFour = geography.placementOf(IpAddress.parse("2002:808:808::1"));
        assertThat(mapped).isEqualTo(geography.placementOf(IpAddress.parse("8.8.8.8")));
        assertThat(nat64.country()).hasToString("US");
        assertThat(nat64.subject()).hasToString("64:ff9b::808:808");
        assertThat(nat64.reason()).startsWith("64:ff9b::808:808 carries 8.8.8.8 by NAT64");
        assertThat(sixToFour.country()).hasToString("US");
        assertThat(sixToFour.reason()).contains("by 6to4");
    }

    @Test
    void aPrivateAddressInsideATranslatedOneStandsForNoPlace() {
        var placement = geography.placementOf(IpAddress.parse("64:ff9b::10.0.0.1"));
        assertThat(placement.rule()).isEqualTo("special-purpose-address");
        assertThat(placement.reason()).contains("carries 10.0.0.1 by NAT64", "10.0.0.0/8");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyAddressGetsAnAnswer(long seed) {
        var random = new Random(seed);
        for (var i = 0; i < 10_000; i++) {
            var bytes = new byte[random.nextBoolean() ? 4 : 16];
            random.nextBytes(bytes);
            var placement = geography.placementOf(IpAddress.ofBytes(bytes));
            assertThat(geography.rules().sites()).contains(placement.home());
            assertThat(placement.reason()).contains(placement.rule());
        }
    }
}
