package dev.homeport.dcnode.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.vocabulary.AccountId;
import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DerivedIdTest {

    private static final AccountId ALICE = new AccountId(4_097);
    private static final AccountId BOB = new AccountId(4_098);
    private static final RequestId REQUEST = new RequestId("r-1");

    @Test
    void theSameRequestOfTheSameAccountHasTheSameId() {
        assertThat(DerivedId.ofSending(ALICE, new RequestId("r-1")))
                .isEqualTo(DerivedId.ofSending(ALICE, REQUEST));
    }

    @Test
    void anotherAccountsSameRequestIdIsAnotherId() {
        assertThat(DerivedId.ofSending(BOB, REQUEST))
                .isNotEqualTo(DerivedId.ofSending(ALICE, REQUEST));
    }

    @Test
    void derivationsDoNotMeet() {
        var sent = DerivedId.ofSending(ALICE, REQUEST);
        var ids = new HashSet<DerivedId>();
        ids.add(sent);
        ids.add(DerivedId.ofRegistration(ALICE));
        ids.add(DerivedId.ofDelivery(sent));
        ids.add(DerivedId.ofControl(sent.toBytes()));

        assertThat(ids).hasSize(4);
    }

    @Test
    void theDerivationIsFixedForEver() {
        // SHA-256("homeport/sent/0" 00 0000000000001001 "r-1"), first 16 bytes.
        assertThat(DerivedId.ofSending(ALICE, REQUEST))
                .hasToString("0148261d112b4cb6c3f364990f0e55ce");
    }

    @Test
    void everyFormReadsBack() {
        var random = new Random(7);
        for (var i = 0; i < 1_000; i++) {
            var id = new DerivedId(random.nextLong(), random.nextLong());

            assertThat(DerivedId.parse(id.toString())).isEqualTo(id);
            assertThat(DerivedId.ofBytes(id.toBytes())).isEqualTo(id);
            assertThat(id.toEntryId().value()).isEqualTo(id.toString());
        }
    }

    @Test
    void orderIsTheOrderOfTheHexadecimalForm() {
        var random = new Random(11);
        for (var i = 0; i < 1_000; i++) {
            var a = new DerivedId(random.nextLong(), random.nextLong());
            var b = new DerivedId(random.nextBoolean() ? a.high() : random.nextLong(), 1L << 63);

            assertThat(Integer.signum(a.compareTo(b)))
                    .isEqualTo(Integer.signum(a.toString().compareTo(b.toString())));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "0123456789ABCDEF0123456789ABCDEF",
                "g123456789abcdef0123456789abcdef"
            })
    void whatIsNoIdIsRefused(String text) {
        assertThatThrownBy(() -> DerivedId.parse(text)).hasMessageContaining("not an id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "ä", "x\n", "\u0000"})
    void whatIsNoRequestIdIsRefused(String text) {
        assertThatThrownBy(() -> new RequestId(text)).hasMessageContaining("requestId:");
        assertThatThrownBy(() -> new RequestId("x".repeat(65))).hasMessageContaining("requestId:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "ab", "Alice", "1abc", "al ice", "alıce", "alice.", "ａlice", "a\nbc"})
    void whatIsNoHandleIsRefused(String text) {
        assertThatThrownBy(() -> new Handle(text)).hasMessageContaining("handle:");
    }
}
