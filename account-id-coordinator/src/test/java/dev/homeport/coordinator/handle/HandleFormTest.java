package dev.homeport.coordinator.handle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ibm.icu.util.VersionInfo;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandleFormTest {

    private final HandleForm form = new HandleForm();

    @ParameterizedTest
    @CsvSource({
        "alice, Alice",
        "alice, ＡＬＩＣＥ",
        "istanbul, İSTANBUL",
        "istanbul, ıstanbul",
        "istanbul, ISTANBUL",
        "strasse, straße",
        "alice, a1ice",
        "bob.one, b0b.0ne",
        "modern, modem",
        "scope, ѕсоре",
        "café, café",
        "李雷, 李雷",
    })
    void whatLooksAlikeIsTheSame(String one, String other) {
        assertThat(form.read(one).skeleton()).isEqualTo(form.read(other).skeleton());
    }

    @ParameterizedTest
    @CsvSource({"alice, alicia", "bob, bobo", "李雷, 韩梅梅", "a.b, ab", "cafe, café"})
    void whatLooksDifferentIsNot(String one, String other) {
        assertThat(form.read(one).skeleton()).isNotEqualTo(form.read(other).skeleton());
    }

    @Test
    void isShownFoldedButNotAsItsSkeleton() {
        assertThat(form.read("Moritz0").shown()).isEqualTo("moritz0");
        assertThat(form.read("Moritz0").skeleton()).isEqualTo("rnoritzo");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a|has 1 characters; use 2 to 32",
                "a234567890123456789012345678901234|has 34 characters; use 2 to 32",
                "''|has 0 characters",
                "1alice|begins with U+0031; begin with a letter",
                "_alice|begins with U+005F",
                "alice_|has a separator at the end",
                "al._ice|next to another",
                "al ice|holds U+0020; use letters, digits",
                "al/ice|holds U+002F",
                "alice😀|holds U+1F600",
                "pаypal|mixes scripts",
                "abcд|mixes scripts",
            })
    void whatCannotBeAHandleIsRefusedWithTheMend(String typed, String message) {
        assertThatThrownBy(() -> form.read(typed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("handle: ")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "al\u200Bice",
                "al\u200Dice",
                "al\u00ADice",
                "alice\uFE0F",
                "al\u202Eice",
                "\uFEFFal"
            })
    void charactersThatCannotBeSeenAreRefused(String typed) {
        assertThatThrownBy(() -> form.read(typed))
                .hasMessageContaining("cannot be seen")
                .hasMessageContaining("leave it out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"al\uD83Dice", "\uDE00alice", "alice\uD83D"})
    void loneSurrogatesAreRefused(String typed) {
        assertThatThrownBy(() -> form.read(typed)).hasMessageContaining("half a character");
    }

    @Test
    void pilesOfMarksAreRefused() {
        assertThat(form.read("ga\u0323\u0301rd").shown()).isNotEmpty();
        assertThatThrownBy(() -> form.read("a\u0315\u031B\u0321\u0322\u0327x"))
                .hasMessageContaining("marks on one letter");
    }

    @Test
    void floodsAreRefusedWithoutBeingRepeated() {
        assertThatThrownBy(() -> form.read("x".repeat(100_000)))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
    }

    @Test
    void localeOfTheProcessDoesNotMatter() {
        var before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            assertThat(new HandleForm().read("ISTANBUL").shown()).isEqualTo("istanbul");
            assertThat(new HandleForm().read("İstanbul").shown()).isEqualTo("istanbul");
        } finally {
            Locale.setDefault(before);
        }
    }

    /** A failure here means: the new tables need a new version of the claim key. */
    @Test
    void tablesAreThoseThatKeysWereMadeWith() {
        assertThat(VersionInfo.ICU_VERSION.getMajor()).isEqualTo(78);
    }
}
