package dev.homeport.client.checker;

import dev.homeport.client.checker.Histories.Attempt;
import dev.homeport.client.checker.Histories.Inbox;
import dev.homeport.client.checker.Histories.Opening;
import dev.homeport.client.checker.Histories.Outcome;
import dev.homeport.client.checker.Histories.Place;
import dev.homeport.client.checker.Histories.Receipt;
import dev.homeport.client.checker.Histories.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What Ann sent to Bob and what was read back, written down step by step. Inherited by tests, which
 * use it as their own words.
 */
abstract class WrittenHistories {

    static final long ANN = (5L << 12) + 1;
    static final long BOB = (6L << 12) + 2;
    static final long CAT = (7L << 12) + 3;

    final List<Attempt> attempts = new ArrayList<>();
    final List<Place> bobs = new ArrayList<>();
    final List<Place> cats = new ArrayList<>();
    final List<Receipt> pushed = new ArrayList<>();
    final List<Stored> stored = new ArrayList<>();
    final List<Opening> openings = new ArrayList<>();
    private long clock;

    void acknowledged(String request, String id, String text) {
        acknowledged(request, id, text, true, "shanghai");
    }

    void acknowledged(String request, String id, String text, boolean taken, String site) {
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
    void repeated(String request, String id, String text, String site) {
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

    void unanswered(String request, String text, Outcome outcome) {
        attempts.add(new Attempt(ANN, request, BOB, text, ++clock, ++clock, outcome));
    }

    static void put(List<Place> inbox, String id, String text) {
        inbox.add(new Place(1, inbox.size() + 1L, id, ANN, text));
    }

    Verdict verdict() {
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

    void two() {
        acknowledged("r-1", "m-1", "one");
        acknowledged("r-2", "m-2", "two");
    }

    void held(String id, long epoch, String text) {
        put(bobs, id, text);
        stored.add(new Stored("shanghai", id, ANN, BOB, epoch, text));
        stored.add(new Stored("canada", id, ANN, BOB, epoch, text));
    }
}
