package dev.homeport.client.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.client.checker.Histories.Attempt;
import dev.homeport.client.checker.Histories.Outcome;
import dev.homeport.client.checker.Histories.Place;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Drawn histories of a service without fault, and the same with one fault put in. */
class InjectedFaultsTest {

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
