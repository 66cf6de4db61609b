package dev.homeport.dcnode.link.pull;

import dev.homeport.vocabulary.NodeName;
import dev.homeport.vocabulary.SiteId;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one line to one of several nodes open: tries them in turn, leaves one that is silent or of
 * no use, and waits between tries.
 */
final class Line {

    private static final int MOST_PATIENCE = 4;

    private final SiteId origin;
    private final List<NodeName> candidates;
    private final LongSupplier numbers;
    private final RetryWait retryWait = new RetryWait();
    private int next;
    private int patience = 1;
    private long dials;
    private @Nullable Call call;
    private @Nullable Word lastWord;
    private long lastWordNanos;
    private String trouble = "";

    Line(SiteId origin, List<NodeName> candidates, LongSupplier numbers) {
        this.origin = origin;
        this.candidates = candidates;
        this.numbers = numbers;
    }

    /** The line that is dialled or open. */
    Optional<Call> call() {
        return Optional.ofNullable(call);
    }

    /** The call with that number, if it is this line's. */
    Optional<Call> call(long number) {
        return call().filter(each -> each.number() == number);
    }

    /** The call, if something was heard on it within some time. */
    Optional<Call> heardWithin(long nowNanos, long millis) {
        return call().filter(
                        each -> each.heard() && nowNanos - each.heardNanos() < millis * 1_000_000);
    }

    /** The last word of any call. */
    Optional<Word> lastWord() {
        return Optional.ofNullable(lastWord);
    }

    long lastWordNanos() {
        return lastWordNanos;
    }

    boolean hasOthers() {
        return candidates.size() > 1;
    }

    /** Whether nodes of more than one site can be tried. */
    boolean hasOtherSites() {
        return candidates.stream().map(NodeName::site).distinct().count() > 1;
    }

    boolean isPossible() {
        return !candidates.isEmpty();
    }

    long dials() {
        return dials;
    }

    /** Why the last call ended; empty when the present one is heard. */
    String trouble() {
        return trouble;
    }

    void tick(Turn turn) {
        var settings = turn.settings();
        var now = call;
        if (now == null) {
            if (retryWait.isOver(turn)) {
                dial(turn);
            }
        } else if (!now.heard()) {
            var millis = settings.hangUpMillis() * patience / MOST_PATIENCE * 2;
            if (turn.past(now.sinceNanos(), millis)) {
                patience = Math.min(2 * patience, MOST_PATIENCE);
                drop(turn, "no word within " + millis + " ms");
            }
        } else if (turn.past(now.heardNanos(), settings.hangUpMillis())) {
            drop(turn, "silent for " + settings.hangUpMillis() + " ms");
        } else {
            if (turn.past(now.sinceNanos(), settings.downMillis())) {
                retryWait.reset();
            }
            now.pingIfDue(turn);
        }
    }

    /** Dials nodes of a site first, if it has some here; a line that is open stays. */
    void prefer(SiteId site) {
        for (var i = 0; i < candidates.size(); i++) {
            var at = (next + i) % candidates.size();
            if (candidates.get(at).site().equals(site)) {
                next = at;
                return;
            }
        }
    }

    private void dial(Turn turn) {
        var peer = candidates.get(next);
        var dialled = new Call(numbers.getAsLong(), peer, turn);
        call = dialled;
        dials++;
        turn.want(new PullEffect.Dial(dialled.number(), peer, origin));
    }

    /** Takes a word; whether it proves that both directions work. */
    boolean hear(Turn turn, Call heard, Word word) {
        lastWord = word;
        lastWordNanos = turn.nowNanos();
        trouble = "";
        patience = 1;
        return heard.hear(turn, word);
    }

    /** The call has ended by itself. */
    void ended(Turn turn, String reason) {
        var now = call;
        if (now == null) {
            return;
        }
        trouble = now.peer() + ": " + reason;
        call = null;
        next = (next + 1) % candidates.size();
        retryWait.fail(turn);
    }

    /** Leaves the node for the next. */
    void drop(Turn turn, String reason) {
        var now = call;
        if (now != null) {
            turn.want(new PullEffect.HangUp(now.number()));
            ended(turn, reason);
        }
    }

    /** Ends the line, which is not wanted at present. */
    void rest(Turn turn) {
        var now = call;
        if (now != null) {
            turn.want(new PullEffect.HangUp(now.number()));
            call = null;
        }
        retryWait.end();
        patience = 1;
    }
}
