package dev.homeport.client.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.client.checker.Histories.Opening;
import org.junit.jupiter.api.Test;

/** Who was home of a shard, and what was adopted, by what was acknowledged and held. */
class HomeCheckTest extends WrittenHistories {

    @Test
    void twoSitesAtOneEpochAreTwoHomes() {
        acknowledged("r-1", "m-1", "one", true, "shanghai");
        acknowledged("r-2", "m-2", "two", true, "canada");
        held("m-1", 1, "one");
        held("m-2", 1, "two");

        assertThat(verdict().broken()).containsExactly(Fault.DOUBLE_HOMED);
    }

    @Test
    void anOlderEpochThatGoesOnIsASecondHome() {
        acknowledged("r-1", "m-1", "one", true, "canada");
        acknowledged("r-2", "m-2", "two", true, "shanghai");
        held("m-1", 2, "one");
        held("m-2", 1, "two");

        assertThat(verdict().broken()).containsExactly(Fault.DOUBLE_HOMED);
    }

    @Test
    void aMoveIsNotTwoHomes() {
        acknowledged("r-1", "m-1", "one", true, "shanghai");
        acknowledged("r-2", "m-2", "two", true, "canada");
        acknowledged("r-3", "m-3", "three", true, "shanghai");
        held("m-1", 1, "one");
        held("m-2", 2, "two");
        held("m-3", 3, "three");

        assertThat(verdict().findings()).isEmpty();
    }

    @Test
    void whatTookEffectAtALaterHomeWasAdopted() {
        acknowledged("r-1", "m-1", "one", true, "shanghai");
        acknowledged("r-2", "m-2", "two", true, "canada");
        held("m-1", 2, "one");
        held("m-2", 2, "two");
        openings.add(new Opening(1, 2, "canada"));

        assertThat(verdict().isClean()).isTrue();
        assertThat(verdict().count(Fault.ADOPTED)).isEqualTo(1);
    }

    /** Of three messages the first two were taken by a site that was lost then. */
    private void adoptedAre(String... ids) {
        acknowledged("r-1", "m-1", "one", true, "shanghai");
        acknowledged("r-2", "m-2", "two", true, "shanghai");
        acknowledged("r-3", "m-3", "three", true, "canada");
        held("m-3", 2, "three");
        for (var id : ids) {
            held(id, 2, id.equals("m-1") ? "one" : "two");
        }
        openings.add(new Opening(1, 2, "canada"));
    }

    @Test
    void whatWasAdoptedComesLaterThanWhatWasSentAfterIt() {
        adoptedAre("m-1", "m-2");
        bobs.clear();
        put(bobs, "m-3", "three");
        put(bobs, "m-1", "one");
        put(bobs, "m-2", "two");

        assertThat(verdict().broken()).isEmpty();
        assertThat(verdict().count(Fault.ADOPTED)).isEqualTo(2);
    }

    @Test
    void whatWasAdoptedIsInOrderToo() {
        adoptedAre("m-1", "m-2");
        bobs.clear();
        put(bobs, "m-3", "three");
        put(bobs, "m-2", "two");
        put(bobs, "m-1", "one");

        assertThat(verdict().broken()).containsExactly(Fault.REORDERED);
    }

    private void moves() {
        openings.add(new Opening(1, 1, "shanghai"));
        openings.add(new Opening(1, 2, "canada"));
    }

    @Test
    void theNewHomeMayAnswerForWhatTheOldOneHasTaken() {
        moves();
        acknowledged("r-1", "m-1", "one", true, "shanghai");
        repeated("r-2", "m-2", "two", "canada");
        acknowledged("r-3", "m-3", "three", true, "canada");
        held("m-1", 1, "one");
        held("m-2", 1, "two");
        held("m-3", 2, "three");

        assertThat(verdict().findings()).isEmpty();
    }

    @Test
    void withoutOpeningsARepeatVouchesForNoSiteEither() {
        repeated("r-1", "m-1", "one", "canada");
        acknowledged("r-2", "m-2", "two", true, "shanghai");
        held("m-1", 1, "one");
        held("m-2", 1, "two");

        assertThat(verdict().findings()).isEmpty();
    }

    @Test
    void anOldHomeThatGoesOnBehindAMoveIsASecondHome() {
        moves();
        acknowledged("r-1", "m-1", "one", true, "shanghai");
        repeated("r-2", "m-2", "two", "canada");
        acknowledged("r-3", "m-3", "three", true, "canada");
        acknowledged("r-4", "m-4", "four", true, "shanghai");
        held("m-1", 1, "one");
        held("m-2", 1, "two");
        held("m-3", 2, "three");
        held("m-4", 1, "four");

        assertThat(verdict().broken()).containsExactly(Fault.DOUBLE_HOMED);
        assertThat(verdict().count(Fault.DOUBLE_HOMED)).isEqualTo(1);
    }

    @Test
    void whatWasSentBehindAMoveAndTookEffectBeforeItIsASecondHomeWhoeverSaysSo() {
        moves();
        acknowledged("r-1", "m-1", "one", true, "canada");
        repeated("r-2", "m-2", "two", "canada");
        held("m-1", 2, "one");
        held("m-2", 1, "two");

        assertThat(verdict().broken()).containsExactly(Fault.DOUBLE_HOMED);
    }
}
