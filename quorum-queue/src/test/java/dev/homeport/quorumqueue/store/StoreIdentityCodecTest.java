package dev.homeport.quorumqueue.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StoreIdentityCodecTest {

    private static final StoreIdentity IDENTITY =
            new StoreIdentity(
                    new FleetId(UUID.fromString("0f5e7c1a-8f7b-4a8e-9c39-0d8a4f1f2b11")),
                    new SiteLog(new SiteId("canada"), 3),
                    2,
                    new TreeMap<>(Map.of(1, new UUID(1, 1), 2, new UUID(2, 2), 3, new UUID(3, 3))));

    private static final String GOLDEN =
            """
            homeport-store 0
            fleet=0f5e7c1a-8f7b-4a8e-9c39-0d8a4f1f2b11
            site=canada
            incarnation=3
            node=2
            stores=1:00000000-0000-0001-0000-000000000001,2:00000000-0000-0002-0000-000000000002,3:00000000-0000-0003-0000-000000000003
            crc32c=4f345edc
            """;

    @Test
    void theTextIsGolden() {
        assertThat(StoreIdentityCodec.encode(IDENTITY)).isEqualTo(GOLDEN);
        assertThat(StoreIdentityCodec.decode(GOLDEN)).isEqualTo(IDENTITY);
    }

    @Test
    void aChangedTextIsRefused() {
        assertThatThrownBy(() -> StoreIdentityCodec.decode(GOLDEN.replace("node=2", "node=1")))
                .hasMessageContaining("checksum");
        assertThatThrownBy(() -> StoreIdentityCodec.decode(GOLDEN.replace("store 0", "store 9")))
                .hasMessageContaining("another version");
        assertThatThrownBy(() -> StoreIdentityCodec.decode(""))
                .hasMessageContaining("does not begin");
    }

    @Test
    void replicasOfALogShareTheirGroup() {
        var identities =
                StoreIdentity.mint(
                        IDENTITY.fleet(), IDENTITY.log(), List.of(1, 2, 3), UUID::randomUUID);

        assertThat(identities.values().stream().map(StoreIdentity::group).distinct()).hasSize(1);
        assertThat(identities.values().stream().map(StoreIdentity::store).distinct()).hasSize(3);
    }
}
