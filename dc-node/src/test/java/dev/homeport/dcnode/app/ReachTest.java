package dev.homeport.dcnode.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.dcnode.home.opening.Surroundings;
import dev.homeport.dcnode.link.pull.LinkState;
import dev.homeport.dcnode.link.pull.LinkStatus;
import dev.homeport.dcnode.link.pull.Needs;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** For whom a takeover waits. */
class ReachTest {

    private static final SiteId HONGKONG = new SiteId("hongkong");
    private static final SiteId CANADA = new SiteId("canada");

    private long nowNanos = -7;
    private final Reach reach = new Reach(Set.of(HONGKONG, CANADA), () -> nowNanos);

    private void pass(long millis) {
        nowNanos += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private static LinkStatus link(SiteId origin, LinkState state, OptionalLong heardMillis) {
        return link(origin, state, heardMillis, Optional.empty());
    }

    private static LinkStatus link(
            SiteId origin,
            LinkState state,
            OptionalLong heardMillis,
            Optional<Needs.Unmet> awaits) {
        return new LinkStatus(
                origin,
                state,
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                heardMillis,
                awaits,
                0,
                0,
                "");
    }

    @Test
    void whoHasNotBeenHeardForLongIsUnreachable() {
        reach.tellBy(() ->
                List.of(
                        link(HONGKONG, LinkState.DOWN, OptionalLong.of(5_999)),
                        link(CANADA, LinkState.DOWN, OptionalLong.of(6_000))));
        assertThat(reach.others()).containsExactlyInAnyOrder(HONGKONG, CANADA);
        assertThat(reach.unreachable()).containsExactly(CANADA);
    }

    @Test
    void whoIsHeardIsReachedHoweverItsLinkIsOtherwise() {
        reach.tellBy(() -> List.of(link(CANADA, LinkState.STOPPED, OptionalLong.of(90_000))));
        assertThat(reach.unreachable()).isEmpty();
    }

    @Test
    void whoWasNeverHeardIsWaitedForAsLongAsOneThatFellSilent() {
        reach.tellBy(() -> List.of(link(CANADA, LinkState.DOWN, OptionalLong.empty())));
        pass(5_999);
        assertThat(reach.unreachable()).isEmpty();
        pass(1);
        assertThat(reach.unreachable()).containsExactly(CANADA);
    }

    @Test
    void whatAHeldBackOpeningNeedsIsTold() {
        var stream = new SiteLog(CANADA, 2);
        var up = OptionalLong.of(1);
        reach.tellBy(() ->
                List.of(
                        link(
                                HONGKONG,
                                LinkState.UP,
                                up,
                                Optional.of(new Needs.Unmet(stream, 17, 10))),
                        link(CANADA, LinkState.UP, up)));
        assertThat(reach.heldBack())
                .isEqualTo(Map.of(HONGKONG, new Surroundings.MirrorMark(stream, 17)));
    }

    @Test
    void aNodeWithoutLinksWaitsForSomeTimeEachTimeThatItHasTo() {
        for (var takeover = 0; takeover < 2; takeover++) {
            for (var waited = 0; waited < 10_000; waited += 100) {
                assertThat(reach.unreachable()).isEmpty();
                pass(100);
            }
            assertThat(reach.unreachable()).containsExactlyInAnyOrder(HONGKONG, CANADA);
            pass(60_000);
        }
    }
}
