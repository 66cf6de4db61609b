package dev.homeport.quorumqueue.adapter.ratis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.quorumqueue.StartException;
import dev.homeport.quorumqueue.StopReason;
import dev.homeport.quorumqueue.TestSite;
import dev.homeport.quorumqueue.adapter.disk.StoreFolder;
import dev.homeport.quorumqueue.store.LogGroup;
import dev.homeport.quorumqueue.store.StoreIdentity;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.SiteId;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a replica does about a folder that is in use, empty, or another's. */
class StoreIdentityIT extends OneStore {

    @Test
    void aFolderThatIsInUseIsNotTouched() throws Exception {
        fill();
        var segment = newest().file();
        write(segment, endOf(segment), new byte[] {(byte) 0xF4, 3, 8, 1, 16, 42, 26, 7});
        var size = Files.size(segment);

        try (var folder = open()) {
            refusesToStart(
                    StopReason.STORE_IN_USE,
                    site.store(1).toString(),
                    "in use",
                    "end that process first");

            assertThat(Files.size(segment)).isEqualTo(size);
            assertThat(folder.torn()).doesNotExist();
        }

        group.start(1);
        group.leader();
    }

    @Test
    void anUnformattedFolderRefusesTheStart() throws Exception {
        Files.delete(site.store(1).resolve("identity"));

        refusesToStart(StopReason.WRONG_STORE, "is not formatted");
    }

    @Test
    void aReplacedDiskDoesNotVote() throws Exception {
        fill();
        try (var files =
                Files.walk(site.store(1).resolve("raft")).sorted(Comparator.reverseOrder())) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }

        refusesToStart(StopReason.WRONG_STORE, "has run before, but its log");
    }

    @Test
    void anotherFleetsSitesOrNodesStoreIsRefused() {
        var fleet = new FleetId(new UUID(7, 7));

        assertThatThrownBy(() -> StoreFolder.open(site.store(1), fleet, SHANGHAI, 1))
                .hasMessageContainingAll("belongs to fleet " + site.fleet(), fleet.toString());
        assertThatThrownBy(() ->
                        StoreFolder.open(
                                site.store(1),
                                site.fleet(),
                                LogGroup.ofSite(new SiteId("canada"), List.of(1, 2, 3)),
                                1))
                .hasMessageContainingAll("belongs to site shanghai", "canada");
        assertThatThrownBy(() -> StoreFolder.open(site.store(1), site.fleet(), SHANGHAI, 2))
                .hasMessageContainingAll("belongs to node 1", "node 2");
    }

    @Test
    void aFolderIsFormattedOnce() {
        var other =
                new StoreIdentity(
                        site.fleet(),
                        TestSite.SHANGHAI,
                        1,
                        new TreeMap<>(Map.of(1, new UUID(1, 1))));

        assertThatThrownBy(() -> StoreFolder.format(site.store(1), other))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("is not empty");
    }

    @Test
    void anOrderToFormatIsCarriedOutAgainAfterACrash() throws Exception {
        var identity = StoreIdentity.genesis(site.fleet(), SHANGHAI, 2);
        var store = site.root().resolve("ordered");
        Files.createDirectories(store);
        Files.writeString(store.resolve("identity.tmp"), "homeport-st");

        StoreFolder.formatOnce(store, identity);
        StoreFolder.formatOnce(store, identity);

        try (var folder = StoreFolder.open(store, site.fleet(), SHANGHAI, 2)) {
            assertThat(folder.identity()).isEqualTo(identity);
        }
        var another = StoreIdentity.genesis(new FleetId(new UUID(7, 7)), SHANGHAI, 2);
        assertThatThrownBy(() -> StoreFolder.formatOnce(store, another))
                .hasMessageContaining("was formatted as replica 2 of log of shanghai");
    }

    @Test
    void storesThatAreFormattedAgainAreOfAnotherGroup() {
        var again =
                StoreIdentity.mint(site.fleet(), TestSite.SHANGHAI, List.of(1), UUID::randomUUID);

        assertThat(again.values())
                .extracting(StoreIdentity::group)
                .doesNotContain(folder().identity().group());
    }
}
