package dev.homeport.regionrouter.adapter.maxmind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.maxmind.db.Reader;
import dev.homeport.regionrouter.adapter.yaml.GeoRulesFile;
import dev.homeport.regionrouter.address.IpAddress;
import dev.homeport.regionrouter.geography.Country;
import dev.homeport.regionrouter.geography.Geography;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaxMindCountryDatabaseTest {

    private static final Path SHIPPED = Path.of("geo", "geo-whois-asn-country.mmdb");

    @ParameterizedTest
    @CsvSource({
        "114.114.114.114, CN, shanghai",
        "240e::1, CN, shanghai",
        "202.45.84.58, HK, hongkong",
        "202.12.27.33, JP, hongkong",
        "139.130.4.5, AU, hongkong",
        "8.8.8.8, US, canada",
        "::ffff:8.8.8.8, US, canada",
        "2001:4860:4860::8888, US, canada",
        "64:ff9b::8.8.8.8, US, canada",
        "193.213.112.4, NO, canada",
        "196.25.1.1, ZA, canada",
    })
    void wellKnownAddressesGetTheirCountryAndHome(String ip, String country, String home)
            throws IOException {
        try (var database = MaxMindCountryDatabase.openVerified(SHIPPED)) {
            var placement =
                    new Geography(GeoRulesFile.shipped(), database)
                            .placementOf(IpAddress.parse(ip));
            assertThat(placement.country()).hasToString(country);
            assertThat(placement.home()).hasToString(home);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, special-purpose-address",
        "100.64.0.1, special-purpose-address",
        "::1, special-purpose-address",
        "3000::1, no-country",
        "2d00::1, no-country",
    })
    void addressesWithoutACountryGetOneOfTwoAnswers(String ip, String rule) throws IOException {
        try (var database = MaxMindCountryDatabase.open(SHIPPED)) {
            var placement =
                    new Geography(GeoRulesFile.shipped(), database)
                            .placementOf(IpAddress.parse(ip));
            assertThat(placement.country()).isNull();
            assertThat(placement.rule()).isEqualTo(rule);
            assertThat(placement.home()).hasToString("canada");
        }
    }

    @Test
    void aDocumentationAddressStandsForNoPlaceWhateverTheDatabaseSays() throws IOException {
        var documentation = IpAddress.parse("2001:db8::1");
        try (var database = MaxMindCountryDatabase.open(SHIPPED)) {
            assertThat(database.countryCodeOf(documentation)).isPresent();
            var placement =
                    new Geography(GeoRulesFile.shipped(), database).placementOf(documentation);
            assertThat(placement.country()).isNull();
            assertThat(placement.rule()).isEqualTo("special-purpose-address");
        }
    }

    @Test
    void theShippedFileIsAsOldAsItsReadmeSays() throws IOException {
        try (var database = MaxMindCountryDatabase.open(SHIPPED)) {
            var day = database.builtAt().toString().substring(0, 10);
            assertThat(Files.readString(SHIPPED.resolveSibling("README.md"))).contains(day);
        }
    }

    @Test
    void everyCountryInTheFileHasARule() throws Exception {
        var codes = new TreeSet<String>();
        try (var reader = new Reader(SHIPPED.toFile(), Reader.FileMode.MEMORY_MAPPED)) {
            for (var networks = reader.networks(Map.class); networks.hasNext(); ) {
                codes.add(String.valueOf(networks.next().data().get("country_code")));
            }
        }
        var rules = GeoRulesFile.shipped();
        assertThat(codes).hasSizeGreaterThan(240);
        for (var code : codes) {
            assertThat(rules.ruleFor(Country.ofCode(code).orElseThrow()).home()).isNotNull();
        }
    }

    @Test
    void manyThreadsReadOneDatabase() throws Exception {
        try (var database = MaxMindCountryDatabase.open(SHIPPED);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var looking = new ArrayList<Callable<Boolean>>();
            for (var i = 0; i < 64; i++) {
                var seed = i;
                looking.add(() -> readsTheSameTwice(database, new Random(seed)));
            }
            for (var future : threads.invokeAll(looking)) {
                assertThat(future.get()).isTrue();
            }
        }
    }

    private static boolean readsTheSameTwice(MaxMindCountryDatabase database, Random random) {
        var same = true;
        for (var i = 0; i < 500; i++) {
            var bytes = new byte[4];
            random.nextBytes(bytes);
            var ip = IpAddress.ofBytes(bytes);
            same &= database.countryCodeOf(ip).equals(database.countryCodeOf(ip));
        }
        return same;
    }

    @Test
    void aMissingFileIsNamedWithTheMend(@TempDir Path folder) {
        var missing = folder.resolve("gone.mmdb");
        assertThatExceptionOfType(UnusableDatabase.class)
                .isThrownBy(() -> MaxMindCountryDatabase.open(missing))
                .withMessageContaining("gone.mmdb is no readable file; put the shipped file back");
        assertThatExceptionOfType(UnusableDatabase.class)
                .isThrownBy(() -> MaxMindCountryDatabase.openVerified(missing))
                .withMessageContaining("gone.mmdb cannot be compared with its checksum");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 1_000_000, 7_000_000})
    void aFileCutShortIsRefused(int bytes, @TempDir Path folder) throws IOException {
        var cut = folder.resolve("cut.mmdb");
        var whole = Files.readAllBytes(SHIPPED);
        Files.write(cut, Arrays.copyOf(whole, bytes));
        assertThatExceptionOfType(UnusableDatabase.class)
                .isThrownBy(() -> MaxMindCountryDatabase.open(cut))
                .withMessageContaining("cut.mmdb is no country database");
    }

    @Test
    void oneFlippedBitIsFoundByTheChecksum(@TempDir Path folder) throws IOException {
        var copy = folder.resolve("copy.mmdb");
        var whole = Files.readAllBytes(SHIPPED);
        whole[3_000_000] ^= 1;
        Files.write(copy, whole);
        Files.copy(
                SHIPPED.resolveSibling(SHIPPED.getFileName() + ".sha256"),
                folder.resolve("copy.mmdb.sha256"));
        assertThatExceptionOfType(UnusableDatabase.class)
                .isThrownBy(() -> MaxMindCountryDatabase.openVerified(copy))
                .withMessageContaining("copy.mmdb is not what");
    }

    @Test
    void aDamagedFileIsSaidSoAndNeverAGuessedCountry(@TempDir Path folder) throws IOException {
        var random = new Random(42);
        var whole = Files.readAllBytes(SHIPPED);
        for (var i = 1_000; i < 2_000_000; i += 7) {
            whole[i] = (byte) random.nextInt();
        }
        var broken = folder.resolve("broken.mmdb");
        Files.write(broken, whole);
        try (var database = MaxMindCountryDatabase.open(broken)) {
            for (var i = 0; i < 2_000; i++) {
                var bytes = new byte[4];
                random.nextBytes(bytes);
                database.countryCodeOf(IpAddress.ofBytes(bytes));
            }
        } catch (UnusableDatabase refused) {
            assertThat(refused).hasMessageContaining("broken.mmdb");
        }
    }
}
