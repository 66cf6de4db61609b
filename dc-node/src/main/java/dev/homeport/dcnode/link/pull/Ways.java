package dev.homeport.dcnode.link.pull;

import dev.homeport.vocabulary.NodeName;
import dev.homeport.vocabulary.SiteId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * The two ways to the entries of one origin: a line to the origin, always, and one to another
 * site's mirror of it while the origin is not heard.
 */
final class Ways {

    /** After how long a node that is behind is left for another. */
    private static final long BEHIND_MILLIS = 5_000;

    /** After how long without a batch another site is tried on the detour. */
    private static final long DETOUR_IDLE_MILLIS = 15_000;

    private final Line direct;
    private final Line detour;
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

    /** The line to take entries from. */
    Optional<Line> feed(long nowNanos, PullSettings settings) {
        if (direct.heardWithin(nowNanos, settings.detourMillis()).isPresent()) {
            return Optional.of(direct);
        }
        return detour.heardWithin(nowNanos, settings.hangUpMillis()).map(_ -> detour);
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
                .filter(call -> turn.past(call.usefulNanos(), DETOUR_IDLE_MILLIS))
                .ifPresent(_ -> detour.drop(turn, "has nothing new"));
    }

    void decideDetour(Turn turn) {
        if (direct.heardWithin(turn.nowNanos(), turn.settings().detourMillis()).isPresent()) {
            if (detouring) {
                detouring = false;
                detour.rest(turn);
            }
        } else if (!detouring
                && detour.isPossible()
                && turn.past(missedSinceNanos, turn.settings().detourMillis())) {
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
