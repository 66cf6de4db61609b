package dev.homeport.dcnode.link.pull;

import dev.homeport.vocabulary.NodeName;
import dev.homeport.vocabulary.SiteId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The two ways to the entries of one origin: a line to the origin, always, and one to another
 * site's mirror of it while the origin is not heard, or does not bring in time what another link
 * waits for. While the origin is paused, its own line is kept for signs of life alone.
 */
final class Ways {

    /** After how long a node that is behind is left for another. */
    private static final long BEHIND_MILLIS = 5_000;

    /** After how long without a batch another site is tried on the detour. */
    private static final long DETOUR_IDLE_MILLIS = 15_000;

    /** The same while a takeover waits for what one of the other sites has. */
    private static final long COLLECTING_IDLE_MILLIS = 1_500;

    /**
     * What another link waits for.
     *
     * @param incarnation of the origin's log
     * @param offset up to where its entries are wanted
     * @param holder a site that has them, because it shipped what waits; nothing if none is known
     */
    record Wanted(long incarnation, long offset, Optional<SiteId> holder) {

        Wanted nearer(Wanted other) {
            return incarnation < other.incarnation
                            || (incarnation == other.incarnation && offset <= other.offset)
                    ? this
                    : other;
        }
    }

    private final Line direct;
    private final Line detour;
    private @Nullable Wanted wanted;
    private boolean paused;
    private boolean detouring;
    private boolean everHeard;
    private long originHeardNanos;
    private long missedSinceNanos;

    Ways(SiteId origin, List<NodeName> nodes, List<NodeName> mirrors, LongSupplier numbers) {
        this.direct = new Line(origin, nodes, numbers);
        this.detour = new Line(origin, mirrors, numbers);
    }

    Line direct() {
        return direct;
    }

    Line detour() {
        return detour;
    }

    boolean has(long number) {
        return direct.call(number).isPresent() || detour.call(number).isPresent();
    }

    /** The line whose call has that number, if one has. */
    Optional<Line> line(long number) {
        if (direct.call(number).isPresent()) {
            return Optional.of(direct);
        }
        return detour.call(number).isPresent() ? Optional.of(detour) : Optional.empty();
    }

    /** What another link has been waiting for too long; nothing when none has. */
    void want(@Nullable Wanted entries) {
        wanted = entries;
    }

    /** From here on nothing is taken from the origin itself, or it is again. */
    void pause(boolean isPaused) {
        paused = isPaused;
    }

    /** The line to take entries from. */
    Optional<Line> feed(long nowNanos, PullSettings settings) {
        if (paused) {
            return detour.heardWithin(nowNanos, settings.hangUpMillis()).map(_ -> detour);
        }
        if (detour.heardWithin(nowNanos, settings.hangUpMillis()).isPresent()
                && detour.lastWord().filter(this::hasWanted).isPresent()) {
            return Optional.of(detour);
        }
        if (direct.heardWithin(nowNanos, settings.detourMillis()).isPresent()) {
            return Optional.of(direct);
        }
        return detour.heardWithin(nowNanos, settings.hangUpMillis()).map(_ -> detour);
    }

    private boolean hasWanted(Word word) {
        var entries = wanted;
        return entries != null && word.endOf(entries.incarnation()) >= entries.offset();
    }

    /** When the origin was heard last. */
    OptionalLong originHeardNanos() {
        return everHeard ? OptionalLong.of(originHeardNanos) : OptionalLong.empty();
    }

    /** From here on the origin is missed, until it is heard. */
    void begin(Turn turn) {
        missedSinceNanos = turn.nowNanos();
    }

    void hear(Turn turn, Line line, Call call, Word word) {
        if (line.hear(turn, call, word) && line == direct) {
            everHeard = true;
            originHeardNanos = turn.nowNanos();
            missedSinceNanos = turn.nowNanos();
        }
    }

    void tick(Turn turn) {
        leaveUseless(turn);
        direct.tick(turn);
        decideDetour(turn);
        if (detouring) {
            var entries = wanted;
            if (entries != null) {
                entries.holder().ifPresent(detour::prefer);
            }
            detour.tick(turn);
        }
    }

    private void leaveUseless(Turn turn) {
        direct.call()
                .filter(call -> direct.hasOthers() && call.heard())
                .filter(call -> turn.past(call.usefulNanos(), BEHIND_MILLIS))
                .ifPresent(_ -> direct.drop(turn, "is behind, or has no leader"));
        detour.call()
                .filter(call -> detour.hasOtherSites() && call.heard())
                .filter(call -> turn.past(call.usefulNanos(), detourIdleMillis()))
                .ifPresent(_ -> detour.drop(turn, "has nothing new"));
    }

    private long detourIdleMillis() {
        return paused ? COLLECTING_IDLE_MILLIS : DETOUR_IDLE_MILLIS;
    }

    void decideDetour(Turn turn) {
        var isHeard =
                direct.heardWithin(turn.nowNanos(), turn.settings().detourMillis()).isPresent();
        if (wanted == null && (isHeard || paused)) {
            if (detouring) {
                detouring = false;
                detour.rest(turn);
            }
        } else if (!detouring
                && detour.isPossible()
                && (wanted != null
                        || turn.past(missedSinceNanos, turn.settings().detourMillis()))) {
            detouring = true;
        }
    }

    /** Ends both lines. */
    void rest(Turn turn) {
        direct.rest(turn);
        detour.rest(turn);
        detouring = false;
    }
}
