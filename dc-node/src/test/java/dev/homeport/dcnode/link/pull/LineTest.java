package dev.homeport.dcnode.link.pull;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.dcnode.home.Tables;
import dev.homeport.vocabulary.NodeName;
import dev.homeport.vocabulary.SiteId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LineTest {

    private static final NodeName FIRST = new NodeName(Tables.CANADA, 1);
    private static final NodeName SECOND = new NodeName(Tables.CANADA, 2);

    private final Turns turns = new Turns();
    private final Line line = new Line(Tables.CANADA, List.of(FIRST, SECOND), turns::nextNumber);

    private List<PullEffect> tick(long millis) {
        var turn = turns.at(millis);
        line.tick(turn);
        return turn.effects();
    }

    private boolean hear(long millis, long echo) {
        var word = new Word(echo, List.of(), true, Optional.empty(), Optional.empty());
        return line.hear(turns.at(millis), line.call().orElseThrow(), word);
    }

    private boolean isHeardWithin(long nowMillis, long millis) {
        return line.heardWithin(TimeUnit.MILLISECONDS.toNanos(nowMillis), millis).isPresent();
    }

    /** The times at which nodes are dialled while nobody ever answers. */
    private List<Long> dials(long untilMillis) {
        var dials = new ArrayList<Long>();
        for (var now = 0L; now < untilMillis; now += 50) {
            if (!Turns.only(PullEffect.Dial.class, tick(now)).isEmpty()) {
                dials.add(now);
            }
        }
        return dials;
    }

    @Test
    void nodesOfAPreferredSiteAreTriedInTurnAndOthersWhenItHasNone() {
        var there = new NodeName(Tables.HONGKONG, 1);
        var alsoThere = new NodeName(Tables.HONGKONG, 2);
        var mixed = new Line(Tables.SHANGHAI, List.of(FIRST, there, alsoThere), turns::nextNumber);
        assertThat(dialledBy(mixed, Tables.HONGKONG, 0)).isEqualTo(there);
        assertThat(dialledBy(mixed, Tables.HONGKONG, 10_000)).isEqualTo(alsoThere);
        assertThat(dialledBy(mixed, Tables.HONGKONG, 20_000)).isEqualTo(there);
        assertThat(dialledBy(mixed, Tables.SHANGHAI, 30_000)).isEqualTo(alsoThere);
    }

    private NodeName dialledBy(Line tried, SiteId preferred, long atMillis) {
        tried.prefer(preferred);
        var turn = turns.at(atMillis);
        tried.tick(turn);
        tried.ended(turn, "refused");
        return Turns.only(PullEffect.Dial.class, turn.effects()).getFirst().peer();
    }

    @Test
    void nodesAreTriedInTurnWithGrowingPatience() {
        assertThat(tick(0)).containsExactly(new PullEffect.Dial(1, FIRST, Tables.CANADA));
        assertThat(tick(2_990)).isEmpty();
        assertThat(tick(3_000)).containsExactly(new PullEffect.HangUp(1));
        assertThat(line.trouble()).isEqualTo("canada/1: no word within 3000 ms");
        assertThat(tick(3_100)).containsExactly(new PullEffect.Dial(2, SECOND, Tables.CANADA));
        assertThat(tick(9_000)).isEmpty();
        assertThat(tick(9_100)).containsExactly(new PullEffect.HangUp(2));
        assertThat(tick(9_300)).containsExactly(new PullEffect.Dial(3, FIRST, Tables.CANADA));
        assertThat(line.dials()).isEqualTo(3);
    }

    @Test
    void patienceAndBackOffAreBounded() {
        var dials = dials(200_000);
        for (var i = 4; i < dials.size(); i++) {
            // Twelve seconds without a word, then one to two seconds' rest.
            assertThat(dials.get(i) - dials.get(i - 1)).isBetween(12_400L, 14_100L);
        }
    }

    @Test
    void refusedDialsComeNoFasterThanTheBackOff() {
        var dialled = 0;
        for (var now = 0L; now < 60_000; now += 50) {
            dialled += Turns.only(PullEffect.Dial.class, tick(now)).size();
            line.ended(turns.at(now), "refused");
        }
        assertThat(dialled).isBetween(30, 66);
    }

    @Test
    void onlyAWordThatAnswersALaterPingProvesBothDirections() {
        tick(0);
        assertThat(isHeardWithin(0, 3_000)).isFalse();
        assertThat(hear(100, 0)).isTrue();
        assertThat(hear(200, 0)).isFalse();
        assertThat(hear(300, 1)).isTrue();
        assertThat(hear(400, 1)).isFalse();
        assertThat(hear(500, 7)).as("a ping that was never sent").isFalse();
        assertThat(isHeardWithin(3_299, 3_000)).isTrue();
        assertThat(isHeardWithin(3_300, 3_000)).isFalse();
    }

    @Test
    void lineIsPingedAndGivenUpWhenItIsSilent() {
        tick(0);
        hear(100, 0);
        assertThat(tick(1_000)).isEmpty();
        assertThat(tick(1_100)).containsExactly(new PullEffect.Say(1, new Ask.Ping(2)));
        assertThat(Turns.only(PullEffect.HangUp.class, tick(6_099))).isEmpty();
        assertThat(tick(6_100)).containsExactly(new PullEffect.HangUp(1));
        assertThat(line.trouble()).isEqualTo("canada/1: silent for 6000 ms");
    }

    @Test
    void callThatLastedEndsTheBackOff() {
        for (var now = 0L; now < 20_000; now += 50) {
            tick(now);
            line.ended(turns.at(now), "refused");
        }
        while (line.call().isEmpty()) {
            tick(22_000);
        }
        for (var now = 22_000L; now < 26_000; now += 500) {
            hear(now, (now - 22_000) / 500);
            tick(now);
        }
        line.ended(turns.at(26_000), "reset");
        assertThat(tick(26_100)).hasSize(1);
    }

    @Test
    void lineThatRestsIsForgottenAndDialledAtOnceWhenItIsWantedAgain() {
        tick(0);
        var turn = turns.at(10);
        line.rest(turn);
        assertThat(turn.effects()).containsExactly(new PullEffect.HangUp(1));
        assertThat(line.call(1)).isEmpty();
        assertThat(tick(20)).containsExactly(new PullEffect.Dial(2, FIRST, Tables.CANADA));
    }
}
