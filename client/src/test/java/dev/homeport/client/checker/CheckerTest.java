package dev.homeport.client.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.client.checker.Histories.Attempt;
import dev.homeport.client.checker.Histories.Inbox;
import dev.homeport.client.checker.Histories.Opening;
import dev.homeport.client.checker.Histories.Outcome;
import dev.homeport.client.checker.Histories.Place;
import dev.homeport.client.checker.Histories.Receipt;
import dev.homeport.client.checker.Histories.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CheckerTest {

    private static final long ANN = (5L << 12) + 1;
    private static final long BOB = (6L << 12) + 2;
    private static final long CAT = (7L << 12) + 3;

    private final List<Attempt> attempts = new ArrayList<>();
    private final List<Place> bobs = new ArrayList<>();
    private final List<Place> cats = new ArrayList<>();
    private final List<Receipt> pushed = new ArrayList<>();
    private final List<Stored> stored = new ArrayList<>();
    private final List<Opening> openings = new ArrayList<>();
    private long clock;

    private void acknowledged(String request, String id, String text) {
        acknowledged(request, id, text, true, "shanghai");
    }

    private void acknowledged(String request, String id, String text, boolean taken, String site) {
        attempts.add(
                new Attempt(
                        ANN,
                        request,
                        BOB,
                        text,
                        ++clock,
                        ++clock,
                        new Outcome.Acknowledged(id, taken, taken, site)));
    }

    /** Nobody knew whether it was taken; asked again, a site says that it was. */
    private void repeated(String request, String id, String text, String site) {
        attempts.add(
                new Attempt(
                        ANN,
                        request,
                        BOB,
                        text,
                        ++clock,
                        ++clock,
                        new Outcome.Acknowledged(id, true, false, site)));
    }

    private void unanswered(String request, String text, Outcome outcome) {
        attempts.add(new Attempt(ANN, request, BOB, text, ++clock, ++clock, outcome));
    }

    private static void put(List<Place> inbox, String id, String text) {
        inbox.add(new Place(1, inbox.size() + 1L, id, ANN, text));
    }

    private Verdict verdict() {
        return Checker.check(
                new Histories(
                        Set.of(ANN, BOB, CAT),
                        attempts,
                        pushed,
                        List.of(
                                new Inbox("canada/api", BOB, bobs),
                                new Inbox("canada/api", CAT, cats)),
                        stored,
                        openings));
    }

    private void two() {
        acknowledged("r-1", "m-1", "one");
        acknowledged("r-2", "m-2", "two");
    }

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

    private void held(String id, long epoch, String text) {
        put(bobs, id, text);
        stored.add(new Stored("shanghai", id, ANN, BOB, epoch, text));
        stored.add(new Stored("canada", id, ANN, BOB, epoch, text));
    }

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

    /** Seeds 1 to 60, each with another history of 150 messages. */
    static LongStream seeds() {
        return LongStream.rangeClosed(1, 60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void drawnHistoriesOfAServiceWithoutFaultAreClean(long seed) {
        var drawn = new DrawnHistories(seed, 150);
        var verdict = Checker.check(drawn.histories());

        assertThat(drawn.delivered()).isPositive();
        assertThat(verdict.broken()).isEmpty();
        assertThat(verdict.count(Fault.WITHDRAWN) + verdict.count(Fault.ADOPTED)).isZero();
    }

    enum Injected {
        LOST,
        DUPLICATED,
        REORDERED,
        ALTERED,
        MISDELIVERED,
        INVENTED,
        CONTRADICTED,
        REFUSED_BUT_DELIVERED,
        DOUBLE_HOMED
    }

    @ParameterizedTest
    @EnumSource
    void exactlyTheInjectedFaultIsFound(Injected fault) {
        for (var seed = 1L; seed <= 40; seed++) {
            var drawn = new DrawnHistories(seed, 150);
            inject(drawn, fault);

            var verdict = Checker.check(drawn.histories());

            assertThat(verdict.broken())
                    .as("seed %d: %s", seed, verdict.findings())
                    .containsExactly(Fault.valueOf(fault.name()));
            assertThat(verdict.count(Fault.valueOf(fault.name()))).isEqualTo(1);
        }
    }

    private static void inject(DrawnHistories drawn, Injected fault) {
        var random = new Random(drawn.chance.nextLong());
        var victims = drawn.acknowledged();
        var victim = victims.get(random.nextInt(victims.size()));
        var id = DrawnHistories.idOf(victim);
        var source = drawn.anySource();
        var inbox = drawn.inbox(source, victim.recipient());
        var at = inbox.stream().map(Place::messageId).toList().indexOf(id);
        switch (fault) {
            case LOST -> inbox.remove(at);
            case DUPLICATED -> append(inbox, inbox.get(at));
            case REORDERED -> {
                // The victim stands right behind a later message of its sender.
                var later =
                        victims.stream()
                                .filter(one ->
                                        one.sender() == victim.sender()
                                                && one.recipient() == victim.recipient()
                                                && one.writtenNanos() > victim.answeredNanos())
                                .map(DrawnHistories::idOf)
                                .findFirst();
                if (later.isEmpty()) {
                    inject(drawn, fault);
                    return;
                }
                var to = inbox.stream().map(Place::messageId).toList().indexOf(later.get());
                var moved = inbox.get(at);
                var other = inbox.get(to);
                inbox.set(
                        at,
                        new Place(1, moved.n(), other.messageId(), other.sender(), other.text()));
                inbox.set(to, new Place(1, other.n(), id, moved.sender(), moved.text()));
            }
            case ALTERED -> {
                var old = inbox.get(at);
                inbox.set(at, new Place(1, old.n(), id, old.sender(), old.text() + "!"));
            }
            case MISDELIVERED -> {
                var others = drawn.accounts.stream().filter(a -> a != victim.recipient()).toList();
                append(
                        drawn.inbox(source, others.get(random.nextInt(others.size()))),
                        inbox.get(at));
            }
            case INVENTED ->
                    append(inbox, new Place(1, 0, "m-none", victim.sender(), "never sent"));
            case CONTRADICTED ->
                    drawn.attempts.add(
                            new Attempt(
                                    victim.sender(),
                                    victim.requestId(),
                                    victim.recipient(),
                                    "a second content",
                                    Histories.NEVER - 2,
                                    Histories.NEVER - 1,
                                    victim.outcome()));
            case REFUSED_BUT_DELIVERED -> {
                var refused =
                        drawn.attempts.stream()
                                .filter(one -> one.outcome() instanceof Outcome.Refused)
                                .findFirst()
                                .orElseThrow();
                append(
                        drawn.inbox(source, refused.recipient()),
                        new Place(1, 0, "m-refused", refused.sender(), refused.text()));
            }
            case DOUBLE_HOMED -> {
                var last =
                        victims.stream()
                                .filter(one -> one.sender() == victim.sender())
                                .reduce((_, newer) -> newer)
                                .orElseThrow();
                drawn.openings.clear();
                drawn.attempts.replaceAll(one ->
                        one.equals(last)
                                ? new Attempt(
                                        one.sender(),
                                        one.requestId(),
                                        one.recipient(),
                                        one.text(),
                                        one.writtenNanos(),
                                        one.answeredNanos(),
                                        new Outcome.Acknowledged(
                                                DrawnHistories.idOf(one), true, true, "elsewhere"))
                                : one);
            }
        }
    }

    private static void append(List<Place> inbox, Place place) {
        inbox.add(new Place(1, inbox.size() + 1L, place.messageId(), place.sender(), place.text()));
    }
}
