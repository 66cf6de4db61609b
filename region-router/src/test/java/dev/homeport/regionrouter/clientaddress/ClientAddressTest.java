package dev.homeport.regionrouter.clientaddress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.regionrouter.address.IpAddress;
import dev.homeport.regionrouter.address.IpBlock;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {

    private static final IpAddress PEER = IpAddress.parse("10.9.9.9");
    private static final Optional<String> PROXY = Optional.of("homeport://fleet/edge/proxy");
    private static final Optional<String> STRANGER = Optional.of("homeport://fleet/edge/other");
    private static final ProxyTrust TRUST =
            new ProxyTrust(
                    Set.of(PROXY.get()),
                    List.of(IpBlock.parse("10.0.0.0/8"), IpBlock.parse("fd00::/8")));

    @Test
    void withoutHeadersThePeerIsTheClient() {
        var direct = of(Optional.empty(), List.of(), List.of());
        assertThat(direct.ip()).isEqualTo(PEER);
        assertThat(direct.reason()).isEqualTo("the connection's own address");
    }

    @Test
    void headersOfAPeerWithoutIdentityAreNotBelieved() {
        var unknown = of(Optional.empty(), List.of("for=8.8.8.8"), List.of("8.8.8.8"));
        assertThat(unknown.ip()).isEqualTo(PEER);
        assertThat(unknown.reason()).contains("not identified as a proxy");
    }

    @Test
    void headersOfAnIdentifiedPeerThatIsNoProxyAreNotBelieved() {
        var stranger = of(STRANGER, List.of(), List.of("8.8.8.8"));
        assertThat(stranger.ip()).isEqualTo(PEER);
        assertThat(stranger.reason()).contains("not identified as a proxy");
    }

    @Test
    void aProxyThatForwardsForNobodyIsTheClientItself() {
        assertThat(of(PROXY, List.of(), List.of()).ip()).isEqualTo(PEER);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "8.8.8.8|8.8.8.8",
                "8.8.8.8:4711|8.8.8.8",
                "2001:4860::1|2001:4860::1",
                "[2001:4860::1]|2001:4860::1",
                "[2001:4860::1]:443|2001:4860::1",
                "\"8.8.8.8\"|8.8.8.8",
                "\"[2001:4860::1]:443\"|2001:4860::1",
                "::ffff:8.8.8.8|8.8.8.8",
                "1.1.1.1, 8.8.8.8|8.8.8.8",
                "8.8.8.8, 10.1.1.1, fd00::1|8.8.8.8",
                "1.1.1.1,8.8.8.8\t,\t10.1.1.1|8.8.8.8",
                "10.2.2.2, 10.1.1.1|10.2.2.2",
                "garbage, 8.8.8.8|8.8.8.8",
                "1.1.1.1, unknown, 10.1.1.1|10.1.1.1",
                "1.1.1.1, , 10.1.1.1|10.1.1.1",
                "8.8.8.8,|10.9.9.9",
                "unknown|10.9.9.9",
                "UNKNOWN|10.9.9.9",
                "_hidden|10.9.9.9",
                "''|10.9.9.9",
                ",,,|10.9.9.9",
                "8.8.8.8:|10.9.9.9",
                "8.8.8.8:65536|10.9.9.9",
                "8.8.8.8:-1|10.9.9.9",
                "[8.8.8.8]|10.9.9.9",
                "[2001:4860::1|10.9.9.9",
                "[2001:4860::1]443|10.9.9.9",
                "fe80::1%eth0|10.9.9.9",
                "08.8.8.8|10.9.9.9",
                "localhost|10.9.9.9",
                "1.1.1.1 8.8.8.8|10.9.9.9",
                "\"8.8.8.8|10.9.9.9",
                "for=8.8.8.8|10.9.9.9",
            })
    void xForwardedForIsReadFromTheRight(String line, String client) {
        assertThat(of(PROXY, List.of(), List.of(line)).ip()).hasToString(client);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "for=8.8.8.8|8.8.8.8",
                "For=\"8.8.8.8:4711\"|8.8.8.8",
                "FOR=\"[2001:4860::1]\"|2001:4860::1",
                "for=\"[2001:4860::1]:443\";proto=https;by=10.1.1.1|2001:4860::1",
                "proto=https;for=8.8.8.8;host=\"a,b;c\"|8.8.8.8",
                "for=8.8.8.8:4711|8.8.8.8",
                "for=[2001:4860::1]|2001:4860::1",
                "for=\"8.8.8.8:_obscure\"|8.8.8.8",
                "for=\"8.8\\.8.8\"|8.8.8.8",
                "for=1.1.1.1, for=8.8.8.8|8.8.8.8",
                "for=8.8.8.8, for=10.1.1.1 , for=\"[fd00::1]\"|8.8.8.8",
                "for=8.8.8.8;|8.8.8.8",
                " ; for=8.8.8.8|8.8.8.8",
                "for=\"a, for=b\", for=8.8.8.8|8.8.8.8",
                "garbage, for=8.8.8.8|8.8.8.8",
                "for=1.1.1.1, for=unknown, for=10.1.1.1|10.1.1.1",
                "for=1.1.1.1, for=_hidden|10.9.9.9",
                "for=1.1.1.1, proto=https|10.9.9.9",
                "for=1.1.1.1,|10.9.9.9",
                "for=1.1.1.1;for=8.8.8.8|10.9.9.9",
                "for =8.8.8.8|10.9.9.9",
                "for= 8.8.8.8|10.9.9.9",
                "for=|10.9.9.9",
                "for|10.9.9.9",
                "=8.8.8.8|10.9.9.9",
                "8.8.8.8|10.9.9.9",
                "for=\"8.8.8.8|10.9.9.9",
                "for=\"8.8.8.8\\|10.9.9.9",
                "for=\"8.8.8.8\"x|10.9.9.9",
                "for=8.8.8.8 for=1.1.1.1|10.9.9.9",
            })
    void forwardedIsReadFromTheRight(String line, String client) {
        assertThat(of(PROXY, List.of(line), List.of()).ip()).hasToString(client);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for=\"6.6.6.6",
                "for=\"6.6.6.6, ",
                "for=6.6.6.6;host=\"",
                "for=\"\\",
                "for=6.6.6.6, x=\"\\\"",
            })
    void aClientsOpenQuoteNeverPutsItsOwnAddressInThePlaceOfTheProxysWord(String before) {
        for (var appended : List.of("for=8.8.8.8", "for=\"[2001:4860::1]:443\"")) {
            var client = of(PROXY, List.of(before + ", " + appended), List.of());
            assertThat(client.ip()).isEqualTo(PEER);
            assertThat(client.reason()).contains("quotes that do not close");
        }
    }

    @Test
    void severalHeaderLinesAreOneListInTheirOrder() {
        var lines = List.of("1.1.1.1", "", "8.8.8.8, 10.1.1.1", "10.2.2.2");
        assertThat(of(PROXY, List.of(), lines).ip()).hasToString("8.8.8.8");
        assertThat(of(PROXY, List.of(), lines.reversed()).ip()).hasToString("1.1.1.1");
        var forwarded = List.of("for=1.1.1.1", "for=8.8.8.8, for=10.1.1.1");
        assertThat(of(PROXY, forwarded, List.of()).ip()).hasToString("8.8.8.8");
    }

    @Test
    void theReasonNamesHeaderElementAndCause() {
        assertThat(of(PROXY, List.of(), List.of("8.8.8.8, 10.1.1.1")).reason())
                .isEqualTo("element 2 from the right of X-Forwarded-For is no proxy of ours");
        assertThat(of(PROXY, List.of(), List.of("8.8.8.8, x\ny")).reason())
                .isEqualTo(
                        "the proxy's own address; element 1 from the right of X-Forwarded-For is no"
                                + " address, \"x\\u000ay\"");
        assertThat(of(PROXY, List.of("for=unknown, for=10.1.1.1"), List.of()).reason())
                .isEqualTo(
                        "the last proxy's address; element 2 from the right of Forwarded is"
                                + " unknown");
    }

    @Test
    void bothHeadersAreBelievedWhenTheyAgree() {
        var agreeing = of(PROXY, List.of("for=8.8.8.8"), List.of("8.8.8.8"));
        assertThat(agreeing.ip()).hasToString("8.8.8.8");
        assertThat(agreeing.reason()).endsWith("X-Forwarded-For agrees");
    }

    @Test
    void neitherHeaderIsBelievedWhenTheyContradictEachOther() {
        var smuggled = of(PROXY, List.of("for=6.6.6.6"), List.of("8.8.8.8"));
        assertThat(smuggled.ip()).isEqualTo(PEER);
        assertThat(smuggled.reason()).contains("says 6.6.6.6", "says 8.8.8.8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "10.1.1.1", "garbage", ""})
    void tenThousandElementsAreWalkedWithinABound(String element) {
        var line = String.join(",", Collections.nCopies(10_000, element)) + ",10.1.1.1";
        var client = of(PROXY, List.of(), List.of(line));
        assertThat(client.ip().toString()).isIn("8.8.8.8", "10.1.1.1");
        assertThat(client.reason()).hasSizeLessThan(200);
    }

    @Test
    void aChainOfTooManyProxiesEndsAtTheLastOneBelieved() {
        var line = "8.8.8.8," + String.join(",", Collections.nCopies(64, "10.1.1.1"));
        var client = of(PROXY, List.of(), List.of(line));
        assertThat(client.ip()).hasToString("10.1.1.1");
        assertThat(client.reason()).contains("one proxy too many");
        var fewer = line.replaceFirst(",10.1.1.1", "");
        assertThat(of(PROXY, List.of(), List.of(fewer)).ip()).hasToString("8.8.8.8");
    }

    @Test
    void aFloodOfHeadersIsNotRead() {
        var lines = new String[3_000];
        Arrays.fill(lines, "8.8.8.8,".repeat(100));
        var client = of(PROXY, List.of(), List.of(lines));
        assertThat(client.ip()).isEqualTo(PEER);
        assertThat(client.reason()).contains("more than 262144 characters");
    }

    private static ClientAddress of(
            Optional<String> identity, List<String> forwarded, List<String> xForwardedFor) {
        return ClientAddress.of(new Arrival(PEER, identity, forwarded, xForwardedFor), TRUST);
    }
}
