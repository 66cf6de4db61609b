package dev.homeport.dcnode.link.pull;

import dev.homeport.quorumqueue.MirrorBatch;
import dev.homeport.quorumqueue.StreamEnd;
import dev.homeport.vocabulary.NodeName;
import dev.homeport.vocabulary.SiteId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Pulls the entries of one origin. Two lines are kept: one to the origin, always, and one to
 * another site's mirror of it while the origin is not heard. Entries are taken from one of them at
 * a time, in rounds: each begins behind what is here, so a line may be left at any moment.
 */
final class Link {

    /** After how long a node that is behind is left for another. */
    private static final long BEHIND_MILLIS = 5_000;

    /** After how long without a batch another site is tried on the detour. */
    private static final long DETOUR_IDLE_MILLIS = 15_000;

    /**
     * Why a link does nothing.
     *
     * @param state what it is
     * @param reason why
     * @param untilNanos when it begins again
     */
    record Halt(LinkState state, String reason, long untilNanos) {}

    private final SiteId origin;
    private final LongSupplier numbers;
    private final Line direct;
    private final Line detour;
    private final MirrorEnds mine = new MirrorEnds();
    private final Intake intake;
    private final Pace pace;
    private @Nullable Round round;
    private @Nullable Halt halt;
    private boolean placed;
    private boolean detouring;
    private boolean everHeard;
    private long originHeardNanos;
    private long missedSinceNanos;
    private long batchHeardNanos;
    private boolean batchHeard;
    private long mirrored;

    Link(
            SiteId origin,
            List<NodeName> nodes,
            List<NodeName> mirrors,
            PullSettings settings,
            LongSupplier numbers) {
        this.origin = origin;
        this.numbers = numbers;
        this.direct = new Line(origin, nodes, numbers);
        this.detour = new Line(origin, mirrors, numbers);
        this.intake = new Intake(origin);
        this.pace = new Pace(settings);
    }

    boolean has(long line) {
        return direct.call(line).isPresent() || detour.call(line).isPresent();
    }

    Optional<MirrorBatch> batch() {
        return intake.batch();
    }

    void localEnds(Turn turn, List<StreamEnd> ends) {
        if (!placed) {
            placed = true;
            missedSinceNanos = turn.nowNanos();
        }
        ends.forEach(this::learn);
        makeRoom(turn);
        goOn(turn);
    }

    private void learn(StreamEnd end) {
        var incarnation = end.stream().incarnation();
        mirrored += Math.max(0, end.lastOffset() - mine.offset(incarnation));
        mine.learn(end);
    }

    void tick(Turn turn) {
        if (!placed) {
            return;
        }
        var halted = halt;
        if (halted != null) {
            if (!turn.reached(halted.untilNanos())) {
                return;
            }
            halt = null;
            missedSinceNanos = turn.nowNanos();
        }
        leaveUseless(turn);
        direct.tick(turn);
        decideDetour(turn);
        if (detouring) {
            detour.tick(turn);
        }
        goOn(turn);
    }

    private void decideDetour(Turn turn) {
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

    void heard(Turn turn, long number, Word word) {
        var line = direct.call(number).isPresent() ? direct : detour;
        var call = line.call(number);
        if (call.isEmpty()) {
            return;
        }
        var previousWordNanos = line.lastWordNanos();
        if (line.hear(turn, call.get(), word) && line == direct) {
            everHeard = true;
            originHeardNanos = turn.nowNanos();
            missedSinceNanos = turn.nowNanos();
        }
        var contradiction = mine.contradiction(word);
        if (contradiction.isPresent()) {
            var end = contradiction.get();
            stop(
                    turn,
                    LinkState.STOPPED,
                    call.get().peer()
                            + " has other entries than are mirrored here: at offset "
                            + end.lastOffset()
                            + " of "
                            + end.stream()
                            + " the hashes differ");
            return;
        }
        if (line == direct && word.led() && mine.behind(word).isEmpty()) {
            call.get().useful(turn);
        }
        var cargo = word.cargo();
        if (cargo.isPresent()) {
            take(turn, line, call.get(), cargo.get(), previousWordNanos);
        }
        if (halt == null) {
            decideDetour(turn);
            goOn(turn);
        }
    }

    private void take(Turn turn, Line line, Call call, Cargo cargo, long previousWordNanos) {
        var asked = round;
        if (asked == null || asked.call() != call.number() || asked.number() != cargo.round()) {
            return;
        }
        switch (cargo) {
            case Cargo.Trimmed(var number, var first) ->
                    stop(
                            turn,
                            LinkState.DETACHED,
                            call.peer()
                                    + " keeps "
                                    + asked.stream()
                                    + " from offset "
                                    + first
                                    + " only, and "
                                    + asked.nextOffset()
                                    + " comes next here: this site must be re-seeded");
            case Shipment shipment -> {
                if (!asked.take(shipment)) {
                    line.drop(turn, "shipped what was not asked for");
                    return;
                }
                call.useful(turn);
                batchHeard = true;
                batchHeardNanos = turn.nowNanos();
                pace.heard(turn, previousWordNanos);
                intake.add(turn, shipment);
                makeRoom(turn);
            }
        }
    }

    void ended(Turn turn, long number, String reason) {
        var line = direct.call(number).isPresent() ? direct : detour;
        if (line.call(number).isPresent()) {
            line.ended(turn, reason);
            goOn(turn);
        }
    }

    void settled(Turn turn, MirrorOutcome outcome) {
        switch (outcome) {
            case MirrorOutcome.Mirrored(var end) -> {
                learn(end);
                intake.appended();
                makeRoom(turn);
            }
            case MirrorOutcome.Gap(var expected) -> {
                intake.batch()
                        .ifPresent(batch -> mine.correct(batch.stream().incarnation(), expected));
                turn.warn(
                        "link to "
                                + origin
                                + ": the mirror here goes on at "
                                + expected
                                + ", which was not what had been shipped");
                intake.clear();
                round = null;
            }
            case MirrorOutcome.Refused(var reason) -> {
                intake.clear();
                stop(turn, LinkState.STOPPED, reason);
            }
            case MirrorOutcome.Delayed(var reason) -> {
                intake.delayed(turn, reason);
                makeRoom(turn);
            }
        }
        if (halt == null) {
            goOn(turn);
        }
    }

    private void stop(Turn turn, LinkState state, String reason) {
        halt = new Halt(state, reason, turn.jittered(turn.settings().stoppedMillis()));
        turn.warn("link to " + origin + " is " + state + ": " + reason);
        direct.rest(turn);
        detour.rest(turn);
        detouring = false;
        intake.forget();
        round = null;
    }

    private void makeRoom(Turn turn) {
        var asked = round;
        var weight = intake.prune(mine, asked == null ? 0 : asked.number());
        if (asked != null && has(asked.call())) {
            asked.appended(turn, weight, pace.batchBytes(), pace.window());
        }
    }

    /** Takes the next steps that what is known allows. */
    private void goOn(Turn turn) {
        if (halt != null || !placed) {
            return;
        }
        feed(turn.nowNanos(), turn.settings()).ifPresent(line -> ask(turn, line));
        intake.appendNext(turn);
    }

    /** The line to take entries from. */
    Optional<Line> feed(long nowNanos, PullSettings settings) {
        if (direct.heardWithin(nowNanos, settings.detourMillis()).isPresent()) {
            return Optional.of(direct);
        }
        return detour.heardWithin(nowNanos, settings.hangUpMillis()).map(_ -> detour);
    }

    private void ask(Turn turn, Line line) {
        var call = line.call().orElseThrow();
        var word = line.lastWord().orElseThrow();
        var asked = round;
        var wanted = mine.next(word);
        if (wanted.isEmpty()) {
            return;
        }
        var stream = wanted.get().stream();
        if (asked != null && asked.call() == call.number()) {
            var goesOn =
                    asked.stream().equals(stream)
                            || asked.nextOffset() <= word.endOf(asked.stream().incarnation())
                            || mine.offset(asked.stream().incarnation()) + 1 < asked.nextOffset();
            if (goesOn) {
                return;
            }
        } else if (asked != null
                && !has(asked.call())
                && !asked.hasHeard()
                && asked.nextOffset() <= word.endOf(asked.stream().incarnation())) {
            // The call before has ended without having brought a single batch.
            pace.slower();
        }
        intake.forget();
        var next = Math.max(mine.offset(stream.incarnation()) + 1, intake.next(stream).orElse(1));
        var begun =
                new Round(
                        numbers.getAsLong(),
                        call.number(),
                        stream,
                        next,
                        new Credit(pace.window(), pace.batchBytes()));
        round = begun;
        turn.want(new PullEffect.Say(call.number(), begun.ship()));
    }

    Optional<Halt> halted() {
        return Optional.ofNullable(halt);
    }

    OptionalLong originHeardNanos() {
        return everHeard ? OptionalLong.of(originHeardNanos) : OptionalLong.empty();
    }

    OptionalLong batchHeardNanos() {
        return batchHeard ? OptionalLong.of(batchHeardNanos) : OptionalLong.empty();
    }

    Line direct() {
        return direct;
    }

    Line detour() {
        return detour;
    }

    Intake intake() {
        return intake;
    }

    MirrorEnds mine() {
        return mine;
    }

    SiteId origin() {
        return origin;
    }

    long mirrored() {
        return mirrored;
    }
}
