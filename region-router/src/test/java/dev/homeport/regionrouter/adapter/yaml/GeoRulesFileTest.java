package dev.homeport.regionrouter.adapter.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.homeport.regionrouter.geography.Country;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeoRulesFileTest {

    private static final String GOOD =
            """
            schema: homeport/geo-rules/0
            version: 7
            sites: [north, south]
            rules:
              - id: norway
                countries: [NO]
                home: north
              - id: rest
                continents: [africa, antarctica, asia, europe, north-america, oceania,
                  south-america]
                home: south
            defaults:
              special-purpose: {id: special, home: south}
              no-country: {id: nowhere, home: south}
            """;

    @Test
    void norwayIsACountryAndNotFalse() {
        var rules = GeoRulesFile.parse("rules.yaml", GOOD);
        assertThat(rules.version()).isEqualTo(7);
        assertThat(rules.ruleFor(Country.ofCode("NO").orElseThrow()).home()).hasToString("north");
        assertThat(rules.ruleFor(Country.ofCode("SE").orElseThrow()).home()).hasToString("south");
        assertThat(rules.noCountry().id()).isEqualTo("nowhere");
        assertThat(rules.specialPurpose().id()).isEqualTo("special");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "countries: [NO]|countries: [no]|:6: countries: \"no\" is no country",
                "countries: [NO]|countries: [ZZ]|:6: countries: \"ZZ\" is no country",
                "countries: [NO]|countries: [false]|:6: countries: \"false\" is no country",
                "countries: [NO]|countries: NO|:6: should be a list",
                "countries: [NO]|countries: [NO, NO]|:6: \"NO\" stands in this list twice",
                "countries: [NO]|countries: []|:5: rule norway: claims nothing",
                "countries: [NO]|continents: [europe]|:8: rule rest: claims europe, which rule"
                        + " norway claims too",
                "countries: [NO]|country: [NO]|:6: \"country\" is no field here",
                "africa, antarctica|africa|:1: rules: no rule claims antarctica",
                "africa, antarctica|africa, atlantis|:9: continents: \"atlantis\" is no continent",
                "home: north|home: east|:5: rule norway: home east is not a site; use one of"
                        + " [north, south]",
                "home: north|home: North|:7: site: \"North\" is not a site name",
                "home: north|home:|:7: has no value",
                "id: norway|id: rest|:5: rule rest: the id is used twice",
                "id: norway|id: Nor way|:5: id: \"Nor way\" is no rule id",
                "{id: special, home: south}|{id: special, home: east}|:13: rule special: home east"
                        + " is not a site",
                "{id: special, home: south}|{id: nowhere, home: south}|:13: rule nowhere: the id is"
                        + " used twice",
                "{id: special, home: south}|{id: special}|:13: has no home",
                "version: 7|version: 07|:2: \"07\" is not a whole number",
                "version: 7|version: 0|:1: rules: version 0 is below 1",
                "version: 7|version: seven|:2: \"seven\" is not a whole number",
                "geo-rules/0|geo-rules/9|:1: schema \"homeport/geo-rules/9\" is not known here",
                "version: 7|versoin: 7|:2: \"versoin\" is no field here",
                "version: 7|version: 7\\nversion: 8|:3: \"version\" stands here twice",
                "sites: [north, south]|sites: [north|:4: is not YAML",
            })
    void whatIsWrongIsRefusedWithItsLine(String part, String replacement, String message) {
        var broken = GOOD.replace(part, replacement.replace("\\n", "\n"));
        assertThat(broken).isNotEqualTo(GOOD);
        assertThatExceptionOfType(InvalidDocument.class)
                .isThrownBy(() -> GeoRulesFile.parse("rules.yaml", broken))
                .withMessageStartingWith("rules.yaml" + message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing\n", "---\na: 1\n---\nb: 2\n", "[", "*x", "\u0000", "a"})
    void whatIsNotOneDocumentIsRefused(String text) {
        assertThatExceptionOfType(InvalidDocument.class)
                .isThrownBy(() -> GeoRulesFile.parse("rules.yaml", text))
                .withMessageStartingWith("rules.yaml");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void damagedFilesAreRefusedOrAreStillCompleteRules(long seed) {
        var random = new Random(seed);
        for (var i = 0; i < 300; i++) {
            var damaged = new StringBuilder(GOOD);
            for (var n = random.nextInt(3); n >= 0; n--) {
                var at = random.nextInt(damaged.length());
                damaged.setCharAt(at, (char) (32 + random.nextInt(95)));
            }
            try {
                var rules = GeoRulesFile.parse("rules.yaml", damaged.toString());
                Country.all().forEach(country -> assertThat(rules.ruleFor(country)).isNotNull());
            } catch (InvalidDocument refused) {
                assertThat(refused).hasMessageStartingWith("rules.yaml");
            }
        }
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatExceptionOfType(InvalidDocument.class)
                .isThrownBy(() -> GeoRulesFile.read(Path.of("no", "such.yaml")))
                .withMessageContaining("no/such.yaml: cannot be read");
    }
}
