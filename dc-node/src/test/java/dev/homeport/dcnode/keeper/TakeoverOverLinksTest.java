package dev.homeport.dcnode.keeper;

import static dev.homeport.dcnode.home.Tables.CANADA;
import static dev.homeport.dcnode.home.Tables.EAST;
import static dev.homeport.dcnode.home.Tables.HONGKONG;
import static dev.homeport.dcnode.home.Tables.SHANGHAI;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.homeport.dcnode.home.Tables;
import dev.homeport.quorumqueue.EntryAddress;
import dev.homeport.quorumqueue.Verdict;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.SiteId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Shanghai is lost, and Hong Kong takes its homes over: keepers and links over logs, with real time
 * and threads. Canada has mirrored more of Shanghai than Hong Kong has, and its view lags.
 */
class TakeoverOverLinksTest {

    private static final ShardId LOST = new ShardId(7);

    private final Map<SiteId, LinkedSite> fleet = new HashMap<>();
    private LinkedSite shanghai;
    private LinkedSite hongkong;
    private LinkedSite canada;
    private int written;

    @BeforeEach
    void start() {
        for (var site : List.of(SHANGHAI, HONGKONG, CANADA)) {
            fleet.put(site, new LinkedSite(site, Tables.first(), fleet));
        }
        shanghai = requireNonNull(fleet.get(SHANGHAI));
        hongkong = requireNonNull(fleet.get(HONGKONG));
        canada = requireNonNull(fleet.get(CANADA));
        fleet.values().forEach(LinkedSite::pull);
        until(() -> shanghai.openEpoch(LOST).equals(Epoch.FIRST));
    }

    @AfterEach
    void stop() {
        fleet.values().forEach(LinkedSite::close);
        assertThat(fleet.values()).allMatch(site -> site.failures().isEmpty());
    }

    private static void until(Callable<Boolean> reached) {
        await().atMost(Duration.ofSeconds(60)).until(reached);
    }

    private void write(int entries) {
        for (var i = 0; i < entries; i++) {
            shanghai.write(LOST, 1, written++);
        }
    }

    /** The entries of Shanghai's stream that took effect, in the order of a log. */
    private static List<EntryAddress> effective(LinkedSite site) {
        var effective = new ArrayList<EntryAddress>();
        site.each(judged -> {
            if (judged.entry().stream().site().equals(SHANGHAI)
                    && judged.verdict() instanceof Verdict.Effective) {
                effective.add(judged.entry().address());
            }
        });
        return effective;
    }

    @Test
    void theNewHomeBeginsWithTheLongestMirrorThatSurvives() {
        write(20);
        until(() -> hongkong.end(SHANGHAI) == shanghai.end(SHANGHAI));
        hongkong.pullNoLonger();
        canada.lag(true);
        write(30);
        until(() -> canada.end(SHANGHAI) == shanghai.end(SHANGHAI));
        shanghai.reach(false);
        var longest = canada.end(SHANGHAI);
        assertThat(hongkong.end(SHANGHAI)).isLessThan(longest);

        var taken = Tables.first().withAssignment(EAST, HONGKONG, Set.of(SHANGHAI));
        hongkong.pull();
        hongkong.learn(taken);
        until(() -> hongkong.paused().contains(SHANGHAI));
        // All of it is collected before the lease is there, and nothing is opened before.
        canada.learn(taken);
        until(() -> hongkong.end(SHANGHAI) == longest);
        assertThat(hongkong.openEpoch(LOST)).isEqualTo(Epoch.NONE);
        // What Shanghai writes and ships now is taken by nobody.
        write(10);
        shanghai.reach(true);
        hongkong.lease(EAST);
        until(() -> hongkong.openEpoch(LOST).equals(new Epoch(2)));

        // The pauses end with the opening, and what comes then has no effect.
        until(() -> hongkong.paused().isEmpty() && canada.paused().isEmpty());
        until(() -> hongkong.end(SHANGHAI) == shanghai.end(SHANGHAI));
        until(() -> canada.end(SHANGHAI) == shanghai.end(SHANGHAI));
        assertThat(effective(hongkong))
                .isEqualTo(effective(canada))
                .allMatch(address -> address.offset() <= longest)
                .hasSizeGreaterThan(50);
    }
}
