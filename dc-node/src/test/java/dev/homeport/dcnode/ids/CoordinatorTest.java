package dev.homeport.dcnode.ids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.coordinator.IdRange;
import dev.homeport.coordinator.RequestId;
import dev.homeport.coordinator.allocation.AllocationSnapshot.Demand;
import dev.homeport.coordinator.grant.GrantLedger;
import dev.homeport.dcnode.home.adapter.os.SystemClocks;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.SiteId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class CoordinatorTest {

    private static final SiteId SHANGHAI = new SiteId("shanghai");
    private static final Demand DEMAND = new Demand(new RequestId("shanghai:1:1"), 10);

    private final GrantLedger ledger = new GrantLedger();
    private final FakeVoter canada = new FakeVoter("canada/4", ledger);
    private final FakeVoter hongkong = new FakeVoter("hongkong/4", ledger);
    private final FakeVoter shanghai = new FakeVoter("shanghai/4", ledger);
    private final Coordinator coordinator =
            new Coordinator(
                    List.of(canada, hongkong, shanghai),
                    SHANGHAI,
                    new SystemClocks(),
                    new Random(1));

    private VoterAnswer<IdRange> grant(Duration deadline) throws Exception {
        return coordinator.grant(DEMAND, deadline).toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void theOwnSitesVoterIsAskedFirst() throws Exception {
        assertThat(grant(Duration.ofSeconds(5)))
                .isEqualTo(new VoterAnswer.Answered<>(new IdRange(0, 10)));
        assertThat(List.of(shanghai.asks(), canada.asks(), hongkong.asks()))
                .containsExactly(1, 0, 0);
    }

    @Test
    void voterThatDoesNotLeadNamesTheOneThatDoesAndItIsAskedFromThenOn() throws Exception {
        shanghai.follow(Optional.of(hongkong.name()));

        assertThat(grant(Duration.ofSeconds(5))).isInstanceOf(VoterAnswer.Answered.class);
        assertThat(grant(Duration.ofSeconds(5))).isInstanceOf(VoterAnswer.Answered.class);

        assertThat(List.of(shanghai.asks(), canada.asks(), hongkong.asks()))
                .containsExactly(1, 0, 2);
    }

    @Test
    void voterThatCannotBeReachedIsLeftForAnother() throws Exception {
        shanghai.reachable(false);
        canada.follow(Optional.of(shanghai.name()));

        assertThat(grant(Duration.ofSeconds(5))).isInstanceOf(VoterAnswer.Answered.class);
        assertThat(hongkong.asks()).isEqualTo(1);
    }

    @Test
    void withoutALeaderNothingIsDoneWhenTheDeadlineIsOver() throws Exception {
        List.of(shanghai, canada, hongkong).forEach(voter -> voter.follow(Optional.empty()));

        assertThat(grant(Duration.ofMillis(300)))
                .isInstanceOfSatisfying(
                        VoterAnswer.NotDone.class,
                        notDone -> {
                            assertThat(notDone.code()).isEqualTo(ErrorCode.UNAVAILABLE);
                            assertThat(notDone.retryAfter()).isPositive();
                        });
        assertThat(shanghai.asks() + canada.asks() + hongkong.asks()).isBetween(2, 40);
    }

    @Test
    void withNobodyInReachItIsNotKnownWhatWasDone() throws Exception {
        List.of(shanghai, canada, hongkong).forEach(voter -> voter.reachable(false));

        assertThat(grant(Duration.ofMillis(300)))
                .isInstanceOfSatisfying(
                        VoterAnswer.Unknown.class,
                        unknown -> assertThat(unknown.reason()).contains("cannot be reached"));
    }

    @Test
    void aCoordinatorWithoutVotersIsRefused() {
        assertThatThrownBy(() ->
                        new Coordinator(List.of(), SHANGHAI, new SystemClocks(), new Random(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("voters: ");
    }
}
