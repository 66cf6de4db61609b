package dev.homeport.dcnode.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.dcnode.fixture.Entries;
import dev.homeport.dcnode.fixture.TestSite;
import dev.homeport.dcnode.logic.append.Home;
import dev.homeport.dcnode.view.Arrival;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OnlineClientsTest {

    private final TestSite site = new TestSite();
    private final OnlineClients online = new OnlineClients(100_000, new Random(7));

    private record Told(AccountId account, Home.Elsewhere home) {}

    private final List<Told> told = new ArrayList<>();
    private final List<Told> prepared = new ArrayList<>();

    private void connect(AccountId account) {
        var added =
                online.add(
                        account,
                        new OnlineClients.Client() {
                            @Override
                            public void arrived(Arrival arrival) {}

                            @Override
                            public void moved(Home.Elsewhere home, Duration slot) {
                                told.add(new Told(account, home));
                            }

                            @Override
                            public void moving(Home.Elsewhere next, Duration slot) {
                                prepared.add(new Told(account, next));
                            }
                        });
        assertThat(added).isTrue();
    }

    @Test
    void onlyClientsWhoseHomeIsElsewhereAreTold() {
        connect(Entries.ALICE);
        connect(Entries.ALICE);
        connect(Entries.BOB);
        online.homesChanged(site);
        assertThat(told).isEmpty();

        site.moveAway(ShardSet.of(Entries.ALICE.shard()));
        online.homesChanged(site);

        var there = new Home.Elsewhere(new SiteId("canada"), new Epoch(2));
        assertThat(told)
                .containsExactly(new Told(Entries.ALICE, there), new Told(Entries.ALICE, there));
    }

    @Test
    void thoseWhoseHomeIsAboutToLeaveHearWhereItWillBe() {
        connect(Entries.ALICE);
        connect(Entries.BOB);
        site.leave(ShardSet.of(Entries.ALICE.shard()));

        online.homesChanged(site);

        assertThat(told).isEmpty();
        assertThat(prepared)
                .containsExactly(
                        new Told(
                                Entries.ALICE,
                                new Home.Elsewhere(new SiteId("canada"), new Epoch(2))));
    }

    @Test
    void slotsSpreadByAQuarterOfAMillisecondForEachClientAndTenSecondsAtMost() {
        IntStream.rangeClosed(1, 4_000).forEach(i -> connect(new AccountId(i)));
        assertThat(longestOf(1_000)).isBetween(Duration.ofMillis(900), Duration.ofSeconds(1));

        IntStream.rangeClosed(4_001, 50_000).forEach(i -> connect(new AccountId(i)));
        assertThat(longestOf(1_000)).isBetween(Duration.ofSeconds(9), Duration.ofSeconds(10));
    }

    private Duration longestOf(int draws) {
        return IntStream.range(0, draws)
                .mapToObj(_ -> online.slot())
                .max(Duration::compareTo)
                .orElseThrow();
    }
}
