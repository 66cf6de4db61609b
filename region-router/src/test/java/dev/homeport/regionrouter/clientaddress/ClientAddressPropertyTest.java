package dev.homeport.regionrouter.clientaddress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.regionrouter.address.IpAddress;
import dev.homeport.regionrouter.address.IpBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every header that anybody could send. */
class ClientAddressPropertyTest {

    private static final IpAddress PEER = IpAddress.parse("10.9.9.9");
    private static final String PROXY = "homeport://fleet/edge/proxy";
    private static final ProxyTrust TRUST =
            new ProxyTrust(Set.of(PROXY), List.of(IpBlock.parse("10.0.0.0/8")));
    private static final Pattern RUN = Pattern.compile("[0-9a-f:.]+");
    private static final List<String> PIECES =
            List.of(
                    "for=",
                    "For=",
                    "by=",
                    "proto=https",
                    "\"",
                    "\\",
                    ",",
                    ";",
                    " ",
                    "\t",
                    "=",
                    "[",
                    "]",
                    ":",
                    "_x",
                    "unknown",
                    "8.8.8.8",
                    "10.1.1.1",
                    "2001:4860::1",
                    "[fd00::1]",
                    ":443",
                    "%eth0",
                    "\u0000",
                    "\ud800",
                    "\u00ff",
                    "\n",
                    "for=\"[2001:4860::1]:1\"");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noHeaderBreaksAnything(long seed) {
        var random = new Random(seed);
        for (var i = 0; i < 5_000; i++) {
            var arrival = new Arrival(PEER, Optional.of(PROXY), lines(random), lines(random));
            var client = ClientAddress.of(arrival, TRUST);
            assertThat(client.reason()).isNotEmpty().hasSizeLessThan(400).doesNotContain("\n");
            var text = String.join(",", arrival.forwarded()) + arrival.xForwardedFor();
            assertThat(client.ip().equals(PEER) || appears(text, client.ip())).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void nothingThatAClientSendsChangesWhatTheProxyAppends(long seed) {
        var random = new Random(seed);
        for (var i = 0; i < 5_000; i++) {
            var forged = lines(random);
            var own = List.of("8.8.4.4");
            var xForwardedFor = Stream.concat(forged.stream(), own.stream()).toList();
            var arrival = new Arrival(PEER, Optional.of(PROXY), List.of(), xForwardedFor);
            assertThat(ClientAddress.of(arrival, TRUST).ip()).hasToString("8.8.4.4");

            var sameLine = String.join(",", forged) + ", for=8.8.4.4";
            arrival = new Arrival(PEER, Optional.of(PROXY), List.of(sameLine), List.of());
            assertThat(ClientAddress.of(arrival, TRUST).ip().toString())
                    .as(sameLine)
                    .isIn("8.8.4.4", PEER.toString());

            arrival = new Arrival(PEER, Optional.of(PROXY), forged, own);
            assertThat(ClientAddress.of(arrival, TRUST).ip().toString())
                    .isIn("8.8.4.4", PEER.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void anUnidentifiedPeerIsAlwaysItself(long seed) {
        var random = new Random(seed);
        for (var i = 0; i < 2_000; i++) {
            var arrival = new Arrival(PEER, Optional.empty(), lines(random), lines(random));
            assertThat(ClientAddress.of(arrival, TRUST).ip()).isEqualTo(PEER);
        }
    }

    private static boolean appears(String text, IpAddress ip) {
        return RUN.matcher(text.replace("\\", ""))
                .results()
                .anyMatch(run -> Hop.ofNode(run.group()).equals(new Hop.Address(ip)));
    }

    private static List<String> lines(Random random) {
        var lines = new ArrayList<String>();
        for (var n = random.nextInt(4); n > 0; n--) {
            var line = new StringBuilder();
            for (var i = random.nextInt(12); i > 0; i--) {
                line.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            lines.add(line.toString());
        }
        return lines;
    }
}
