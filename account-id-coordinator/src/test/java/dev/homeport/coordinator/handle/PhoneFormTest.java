package dev.homeport.coordinator.handle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneFormTest {

    private final PhoneForm form = new PhoneForm();

    @ParameterizedTest
    @CsvSource({
        "+86 138 0013 8000,, +8613800138000",
        "138 0013 8000, CN, +8613800138000",
        "(604) 555-0123, CA, +16045550123",
        "+852 9123 4567,, +85291234567",
        "＋８６１３８００１３８０００,, +8613800138000",
        "0086 13800138000, DE, +8613800138000",
    })
    void oneNumberHasOneForm(String typed, String region, String e164) {
        assertThat(form.read(typed, Optional.ofNullable(region)).e164()).isEqualTo(e164);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "13800138000",
                "+86 123",
                "+999 1234567",
                "alice",
                "+1 604 555 0123 ext 9"
            })
    void whatIsNoNumberIsRefusedWithoutRepeatingIt(String typed) {
        assertThatThrownBy(() -> form.read(typed, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("phone: ")
                .hasMessageContaining("write a plus, the country code")
                .hasMessageNotContaining("13800138000");
    }

    @Test
    void regionsAreTwoCapitalLetters() {
        assertThatThrownBy(() -> form.read("138", Optional.of("china")))
                .hasMessageContaining("region");
    }

    @Test
    void numberIsNotShownByAccident() {
        assertThat(form.read("+86 138 0013 8000", Optional.empty()).toString())
                .doesNotContain("138");
    }
}
