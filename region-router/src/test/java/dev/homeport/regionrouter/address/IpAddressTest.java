package dev.homeport.regionrouter.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7",
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "2001:DB8::7, 2001:db8::7",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "::, ::",
        "::1, ::1",
        "64:ff9b::203.0.113.7, 64:ff9b::cb00:7107",
        "0001:0002:0003:0004:0005:0006:0007:0008, 1:2:3:4:5:6:7:8",
    })
    void literalsAreReadAndShownInTheirOneForm(String text, String canonical) {
        assertThat(IpAddress.parse(text)).hasToString(canonical);
    }

    @ParameterizedTest
    @ValueSource(strings = {"::ffff:203.0.113.7", "::FFFF:cb00:7107", "0:0:0:0:0:ffff:203.0.113.7"})
    void anIpv4MappedAddressIsTheIpv4Address(String text) {
        var ip = IpAddress.parse(text);
        assertThat(ip).isEqualTo(IpAddress.parse("203.0.113.7"));
        assertThat(ip.isIpv4()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "'', is empty",
        "fe80::1%eth0, has a zone",
        "[2001:db8::7], has brackets",
        "[2001:db8::7]:443, has brackets",
        "203.0.113.7:443, has a port",
        "203.0.113.0/24, is a block",
        "203.0.113.07, has a leading zero",
        "010.0.0.1, has a leading zero",
        "::ffff:010.0.0.1, has a leading zero",
        "localhost, names are never looked up",
        "example.com, names are never looked up",
        "' 203.0.113.7', names are never looked up",
        "'203.0.113.7 ', names are never looked up",
        "２０３.0.113.7, names are never looked up",
        "1.2.3, is not an IP address",
        "1, is not an IP address",
        "0x7f000001, names are never looked up",
        "1.2.3.4.5, is not an IP address",
        "256.1.1.1, is not an IP address",
        "1::2::3, is not an IP address",
        "12345::, is not an IP address",
        ":::, is not an IP address",
        "2001:db8, is not an IP address",
        "fade, is not an IP address",
        "bad.cafe, is not an IP address",
    })
    void whatIsNoLiteralIsRefusedWithItsOwnSentence(String text, String problem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IpAddress.parse(text))
                .withMessageStartingWith("ip: ")
                .withMessageContaining(problem)
                .withMessageContaining("; ");
    }

    @Test
    void anErrorNamesFieldValueAndMendApart() {
        var refused = catchThrowableOfType(InvalidInput.class, () -> IpAddress.parse("1.2.3.4:5"));
        assertThat(refused.field()).isEqualTo("ip");
        assertThat(refused.value()).isEqualTo("1.2.3.4:5");
        assertThat(refused.mend()).isEqualTo("leave out the port, from the colon on");
    }

    @Test
    void anErrorNeverCarriesAWholeFlood() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IpAddress.parse("1".repeat(1_000_000)))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void everyAddressSurvivesItsText(long seed) {
        var random = new Random(seed);
        for (var i = 0; i < 2_000; i++) {
            var bytes = new byte[random.nextBoolean() ? 4 : 16];
            random.nextBytes(bytes);
            // Runs of zeros are what the short form is about.
            for (var b = 0; b < bytes.length; b++) {
                bytes[b] = random.nextInt(3) == 0 ? 0 : bytes[b];
            }
            var ip = IpAddress.ofBytes(bytes);
            assertThat(IpAddress.parse(ip.toString())).isEqualTo(ip);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15})
    void garbageIsReadAsTheJdkReadsItOrRefused(long seed) {
        var random = new Random(seed);
        for (var i = 0; i < 5_000; i++) {
            var text = garbage(random);
            try {
                var read = IpAddress.parse(text);
                assertThat(read.toInetAddress()).as(text).isEqualTo(InetAddress.ofLiteral(text));
            } catch (InvalidInput refused) {
                assertThat(refused.value()).isEqualTo(text);
            }
        }
    }

    private static String garbage(Random random) {
        var alphabet = "0123456789abcdefF::::....[]%/ x\u0660\ud800\n";
        var text = new StringBuilder();
        for (var i = random.nextInt(24); i >= 0; i--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    @Test
    void theAddressOfASocketLosesItsZone() throws UnknownHostException {
        var zoned = InetAddress.ofLiteral("fe80::1%1");
        assertThat(IpAddress.of(zoned)).isEqualTo(IpAddress.parse("fe80::1"));
    }

    @Test
    void otherNumbersOfBytesAreNoAddress() {
        assertThatIllegalArgumentException().isThrownBy(() -> IpAddress.ofBytes(new byte[5]));
    }
}
