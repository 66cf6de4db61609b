package dev.homeport.client.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.client.checker.Histories.Attempt;
import dev.homeport.client.checker.Histories.Inbox;
import dev.homeport.client.checker.Histories.Outcome;
import dev.homeport.client.checker.Histories.Place;
import dev.homeport.client.checker.Histories.Receipt;
import dev.homeport.client.checker.Histories.Stored;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the checker finds in one inbox. */
class CheckerTest extends WrittenHistories {

    @Test
    void whatIsThereOnceAndInOrderIsClean() {
        two();
        put(bobs, "m-1", "one");
        put(bobs, "m-2", "two");

        assertThat(verdict().findings()).isEmpty();
        assertThat(verdict().acknowledged()).isEqualTo(2);
    }

    @Test
    void aLostMessageIsFound() {
        two();
        put(bobs, "m-2", "two");

        assertThat(verdict().broken()).containsExactly(Fault.LOST);
        assertThat(verdict().count(Fault.LOST)).isEqualTo(1);
    }

    @Test
    void aDoubledMessageIsFound() {
        two();
        put(bobs, "m-1", "one");
        put(bobs, "m-2", "two");
        put(bobs, "m-1", "one");

        assertThat(verdict().broken()).containsExactly(Fault.DUPLICATED);
    }

    @Test
    void aMessageDoubledUnderAnotherIdIsFound() {
        two();
        put(bobs, "m-1", "one");
        put(bobs, "m-2", "two");
        put(bobs, "m-3", "two");

        assertThat(verdict().broken()).containsExactly(Fault.DUPLICATED);
    }

    @Test
    void reorderedMessagesAreFound() {
        two();
        put(bobs, "m-2", "two");
        put(bobs, "m-1", "one");

        assertThat(verdict().broken()).containsExactly(Fault.REORDERED);
    }

    @Test
    void messagesThatWereUnderWayTogetherHaveNoOrder() {
        attempts.add(
                new Attempt(
                        ANN,
                        "a",
                        BOB,
                        "one",
                        1,
                        5,
                        new Outcome.Acknowledged("m-1", true, true, "s")));
        attempts.add(
                new Attempt(
                        ANN,
                        "b",
                        BOB,
                        "two",
                        4,
                        6,
                        new Outcome.Acknowledged("m-2", true, true, "s")));
        put(bobs, "m-2", "two");
        put(bobs, "m-1", "one");

        assertThat(verdict().findings()).isEmpty();
    }

    @Test
    void aChangedTextIsFound() {
        two();
        put(bobs, "m-1", "one");
        put(bobs, "m-2", "TWO");

        assertThat(verdict().broken()).containsExactly(Fault.ALTERED);
    }

    @Test
    void aMessageInAnotherInboxIsFound() {
        two();
        put(bobs, "m-1", "one");
        put(bobs, "m-2", "two");
        put(cats, "m-2", "two");

        assertThat(verdict().broken()).containsExactly(Fault.MISDELIVERED);
    }

    @Test
    void aMessageThatNobodySentIsFound() {
        put(bobs, "m-9", "nine");

        assertThat(verdict().broken()).containsExactly(Fault.INVENTED);
    }

    @Test
    void oneRequestAcknowledgedForTwoContentsIsFound() {
        acknowledged("r", "m-1", "one");
        acknowledged("r", "m-1", "another");
        put(bobs, "m-1", "one");

        assertThat(verdict().broken()).containsExactly(Fault.CONTRADICTED);
    }

    @Test
    void oneRequestWithTwoMessagesIsFound() {
        acknowledged("r", "m-1", "one");
        acknowledged("r", "m-2", "one");
        put(bobs, "m-1", "one");

        assertThat(verdict().broken()).contains(Fault.CONTRADICTED);
    }

    @Test
    void theSecondTextOfARequestMayBeTurnedAway() {
        acknowledged("r", "m-1", "one");
        acknowledged("r", "m-1", "another", false, "shanghai");
        put(bobs, "m-1", "one");

        assertThat(verdict().findings()).isEmpty();
    }

    @Test
    void butMustNotTurnUpThen() {
        acknowledged("r", "m-1", "one");
        acknowledged("r", "m-1", "another", false, "shanghai");
        put(bobs, "m-1", "one");
        put(bobs, "m-2", "another");

        assertThat(verdict().broken()).containsExactly(Fault.REFUSED_BUT_DELIVERED);
    }

    @Test
    void anUnknownMayTurnUpOrNot() {
        unanswered("r-1", "one", new Outcome.Unknown());
        unanswered("r-2", "two", new Outcome.Unknown());
        put(bobs, "m-1", "one");

        assertThat(verdict().isClean()).isTrue();
        assertThat(verdict().unknown()).isEqualTo(2);
        assertThat(verdict().count(Fault.UNKNOWN_TURNED_UP)).isEqualTo(1);
    }

    @Test
    void anUnknownMustNotTurnUpTwice() {
        unanswered("r-1", "one", new Outcome.Unknown());
        put(bobs, "m-1", "one");
        put(bobs, "m-2", "one");

        assertThat(verdict().broken()).containsExactly(Fault.DUPLICATED);
    }

    @Test
    void anUnknownThatASecondTryAcknowledgedCounts() {
        unanswered("r-1", "one", new Outcome.Unknown());
        acknowledged("r-1", "m-1", "one");

        assertThat(verdict().acknowledged()).isEqualTo(1);
        assertThat(verdict().broken()).containsExactly(Fault.LOST);
    }

    @Test
    void whatWasRefusedMustNotTurnUp() {
        unanswered("r-1", "one", new Outcome.Refused("NOT_FOUND"));
        put(bobs, "m-1", "one");

        assertThat(verdict().broken()).containsExactly(Fault.REFUSED_BUT_DELIVERED);
        assertThat(verdict().refused()).isEqualTo(1);
    }

    @Test
    void aPushThatDoublesIsFound() {
        acknowledged("r-1", "m-1", "one");
        put(bobs, "m-1", "one");
        pushed.add(new Receipt(BOB, new Place(1, 1, "m-1", ANN, "one"), 5));
        pushed.add(new Receipt(BOB, new Place(1, 2, "m-1", ANN, "one"), 6));

        assertThat(verdict().broken()).containsExactly(Fault.DUPLICATED);
    }

    @Test
    void aMessageThatOnlyItsSiteHoldsIsStranded() {
        acknowledged("r-1", "m-1", "one");
        stored.add(new Stored("shanghai", "m-1", ANN, BOB, 1, "one"));
        var verdict =
                Checker.check(
                        new Histories(
                                Set.of(ANN, BOB),
                                attempts,
                                pushed,
                                List.of(
                                        new Inbox("canada/api", BOB, bobs),
                                        new Inbox("shanghai/api", BOB, bobs)),
                                stored,
                                openings));

        assertThat(verdict.count(Fault.STRANDED)).isEqualTo(1);
        assertThat(verdict.count(Fault.LOST)).isZero();
    }
}
