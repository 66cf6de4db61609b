package dev.homeport.benchmarks.adapter.os;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.local.address.FleetNumber;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class AddressesTest {

    private static final int PORT = 21_000;

    private final Addresses addresses = new Addresses(new FleetNumber(209), 9);

    @Test
    void anAddressThatAnotherListensOnIsNamed() throws Exception {
        assertThatCode(() -> addresses.mustBeFree(PORT)).doesNotThrowAnyException();
        try (var other = new ServerSocket()) {
            other.bind(new InetSocketAddress(InetAddress.ofLiteral("127.209.9.2"), PORT));

            assertThatThrownBy(() -> addresses.mustBeFree(PORT))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("fleet number: 209 is in use (127.209.9.2:21000: ")
                    .hasMessageContaining("give another number");
        }
    }
}
