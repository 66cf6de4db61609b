package dev.homeport.quorumqueue.adapter.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.quorumqueue.TestSite;
import dev.homeport.quorumqueue.replica.LogSnapshot;
import dev.homeport.quorumqueue.store.LogGroup;
import dev.homeport.quorumqueue.store.StoreIdentity;
import dev.homeport.vocabulary.FleetId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which snapshot a replica begins with. */
class AppliedIndexTest {

    private static final long LAST = 20;

    private StoreFolder folder;
    private AppliedIndex index;

    @BeforeEach
    void twoSnapshots(@TempDir Path root) throws Exception {
        var fleet = new FleetId(new UUID(1, 2));
        var group = LogGroup.ofSite(TestSite.SHANGHAI.site(), List.of(1));
        var identities = StoreIdentity.mint(fleet, TestSite.SHANGHAI, List.of(1), UUID::randomUUID);
        StoreFolder.format(root, identities.values().iterator().next());
        folder = StoreFolder.open(root, fleet, group, 1);
        index = AppliedIndex.open(folder);
        index.store(1, 5, state(4));
        index.store(2, 9, state(7));
    }

    @AfterEach
    void close() throws IOException {
        index.close();
        folder.close();
    }

    private static LogSnapshot state(long lastPosition) {
        return new LogSnapshot(lastPosition, Map.of(), Map.of(), new byte[0]);
    }

    @Test
    void theNewestOfTheLogsOwnTermIsTaken() throws Exception {
        assertThat(index.recover(LAST, at -> at == 9 ? 2 : 1))
                .hasValueSatisfying(found -> assertThat(found.engineIndex()).isEqualTo(9));
    }

    @Test
    void anOlderOneIsTakenWhenTheLogHoldsSomethingElseWhereTheNewestEnds() throws Exception {
        assertThat(index.recover(LAST, at -> at == 9 ? 3 : 1))
                .hasValueSatisfying(found -> assertThat(found.engineIndex()).isEqualTo(5));
    }

    @Test
    void noneIsTakenWhenTheLogHoldsSomethingElseWhereEachEnds() throws Exception {
        assertThat(index.recover(LAST, _ -> 3)).isEmpty();
    }

    @Test
    void oneThatIsBeyondTheLogIsNotLookedFor() throws Exception {
        assertThat(
                        index.recover(
                                8,
                                at -> {
                                    assertThat(at).isLessThanOrEqualTo(8);
                                    return 1;
                                }))
                .hasValueSatisfying(found -> assertThat(found.engineIndex()).isEqualTo(5));
    }
}
