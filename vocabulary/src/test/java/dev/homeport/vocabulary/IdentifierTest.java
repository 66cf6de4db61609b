package dev.homeport.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifierTest {

    @ParameterizedTest
    @ValueSource(strings = {"shanghai", "a", "eu-west-1"})
    void acceptsSiteNames(String name) {
        assertThat(new SiteId(name)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Shanghai", "-a", "a-", "1a", "a b", "shang\nhai", "ŝ", "İ"})
    void refusesOtherSiteNamesAndSaysHow(String name) {
        assertThatThrownBy(() -> new SiteId(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("site:")
                .hasMessageContaining("lower-case")
                .message()
                .doesNotContain("\n");
    }

    @Test
    void anAccountIdNamesItsShard() {
        assertThat(new AccountId((77L << 12) | 4_095).shard()).isEqualTo(new ShardId(4_095));
        assertThat(AccountId.parse("4096")).isEqualTo(new AccountId(4_096));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "-1",
                "+1",
                "01",
                "1e3",
                "٣",
                "4503599627370496",
                "99999999999999999"
            })
    void refusesOtherAccountIds(String text) {
        assertThatThrownBy(() -> AccountId.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("account:");
    }

    @Test
    void aFleetIdHasOneForm() {
        var text = "0192f3a4-0000-7000-8000-000000000001";
        assertThat(FleetId.parse(text)).hasToString(text);
        assertThatThrownBy(() -> FleetId.parse("1-1-1-1-1")).hasMessageContaining("fleet:");
        assertThatThrownBy(() -> FleetId.parse("")).hasMessageContaining("fleet:");
    }

    @Test
    void aRejectedValueCanNeitherForgeALineNorFloodALog() {
        assertThat(Quoted.of("a\nb\"\ud800\u2028")).isEqualTo("\"a\\u000ab\\\"\\ud800\\u2028\"");
        assertThat(Quoted.of("\ud83d\ude00")).isEqualTo("\"\ud83d\ude00\"");
        assertThat(Quoted.of("x".repeat(1_000))).hasSizeLessThan(100).contains("1000 characters");
    }

    @Test
    void clocksThatRunApartAreSeen() {
        var sent = new ClockReading(1_000_000_000L, 50_000);
        assertThat(new ClockReading(2_000_000_000L, 51_000).divergenceNanos(sent)).isZero();
        assertThat(new ClockReading(2_000_000_000L, 54_000).divergenceNanos(sent))
                .isEqualTo(3_000_000_000L);
        assertThat(new ClockReading(2_000_000_000L, 48_000).divergenceNanos(sent))
                .isEqualTo(3_000_000_000L);
    }
}
