package dev.homeport.quorumqueue.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.NodeName;
import dev.homeport.vocabulary.ProcessIdentity;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
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

    private static final String GOLDEN_ACROSS_SITES =
            """
            homeport-store 1
            fleet=0f5e7c1a-8f7b-4a8e-9c39-0d8a4f1f2b11
            group=coordinator
            members=1:canada/4,2:shanghai/4
            incarnation=1
            node=2
            stores=1:6125b667-7070-3970-9f11-39a2fb9adfa3,2:d899a439-7731-3967-a47a-d8a3df4c3df1
            crc32c=fa1090bd
            """;

    @Test
    void theTextIsGolden() {
        assertThat(StoreIdentityCodec.encode(IDENTITY)).isEqualTo(GOLDEN);
        assertThat(StoreIdentityCodec.decode(GOLDEN)).isEqualTo(IDENTITY);
    }

    @Test
    void theTextOfALogOfTheFleetIsGolden() {
        var identity =
                StoreIdentity.genesis(
                        IDENTITY.fleet(),
                        LogGroup.acrossSites(
                                "coordinator",
                                List.of(
                                        new NodeName(new SiteId("shanghai"), 4),
                                        new NodeName(new SiteId("canada"), 4))),
                        2);

        assertThat(StoreIdentityCodec.encode(identity)).isEqualTo(GOLDEN_ACROSS_SITES);
        assertThat(StoreIdentityCodec.decode(GOLDEN_ACROSS_SITES)).isEqualTo(identity);
        assertThat(identity.log()).isEqualTo(new SiteLog(new SiteId("coordinator"), 1));
    }

    @Test
    void logsOfOneFleetAreOfDifferentGroups() {
        var nodes =
                List.of(
                        new NodeName(new SiteId("canada"), 1),
                        new NodeName(new SiteId("canada"), 2));
        var groups =
                Stream.of(
                                LogGroup.acrossSites("coordinator", nodes),
                                LogGroup.acrossSites("control", nodes),
                                LogGroup.ofSite(new SiteId("canada"), List.of(1, 2)))
                        .map(group -> StoreIdentity.genesis(IDENTITY.fleet(), group, 1).group());

        assertThat(groups).doesNotHaveDuplicates();
    }

    @Test
    void aProcessSpeaksForTheReplicaThatItsRolesAndPlaceName() {
        var nodes =
                List.of(
                        new NodeName(new SiteId("canada"), 4),
                        new NodeName(new SiteId("shanghai"), 4));
        var coordinator = LogGroup.acrossSites("coordinator", nodes);
        var canada = LogGroup.ofSite(new SiteId("canada"), List.of(1, 2, 3));

        assertThat(coordinator.numberOf(caller("shanghai", "coordinator+control", 4))).hasValue(2);
        assertThat(coordinator.numberOf(caller("shanghai", "control", 4))).isEmpty();
        assertThat(coordinator.numberOf(caller("shanghai", "coordinator", 3))).isEmpty();
        assertThat(coordinator.numberOf(caller("hongkong", "coordinator", 4))).isEmpty();
        assertThat(canada.numberOf(caller("canada", "log+witness", 3))).hasValue(3);
        assertThat(canada.numberOf(caller("canada", "coordinator", 3))).isEmpty();
    }

    private static ProcessIdentity caller(String site, String role, int node) {
        return ProcessIdentity.of(IDENTITY.fleet(), new SiteId(site), role, node);
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
