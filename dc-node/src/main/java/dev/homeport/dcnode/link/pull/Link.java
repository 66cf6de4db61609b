package dev.homeport.dcnode.link.pull;

import dev.homeport.quorumqueue.MirrorBatch;
import dev.homeport.quorumqueue.StreamEnd;
import dev.homeport.vocabulary.NodeName;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Pulls the entries of one origin. They are taken from one of its {@link Ways} at a time, in
 * rounds: each begins behind what is here, so a line may be left at any moment.
 */
final class Link {

    private final SiteId origin;
    private final LongSupplier numbers;
    private final ToLongFunction<SiteLog> ends;
    private final Ways ways;
    private final MirrorEnds mine = new MirrorEnds();
    private final Intake intake;
    private final Pace pace;
    private @Nullable Round round;
    private @Nullable Halt halt;
    private Limits limits = Limits.NONE;
    private boolean placed;
    private long batchHeardNanos;
    private boolean batchHeard;
    private long mirrored;

    Link(
            SiteId origin,
            List<NodeName> nodes,
            List<NodeName> mirrors,
            PullSettings settings,
            LongSupplier numbers,
            ToLongFunction<SiteLog> ends) {
        this.origin = origin;
        this.numbers = numbers;
        this.ends = ends;
        this.ways = new Ways(origin, nodes, mirrors, numbers);
        this.intake = new Intake(origin);
        this.pace = new Pace(settings);
    }

    boolean has(long line) {
        return ways.has(line);
    }

    Optional<MirrorBatch> batch() {
        return intake.batch();
    }

    void localEnds(Turn turn, List<StreamEnd> ends) {
        if (placed) {
            ends.forEach(this::learn);
        } else {
            placed = true;
            ways.begin(turn);
            ends.forEach(mine::learn);
        }
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
            ways.begin(turn);
        }
        ways.tick(turn);
        goOn(turn);
    }

    void heard(Turn turn, long number, Word word) {
        var found = ways.line(number);
        if (found.isEmpty()) {
            return;
        }
        var line = found.get();
        var call = line.call().orElseThrow();
        var previousWordNanos = line.lastWordNanos();
        ways.hear(turn, line, call, word);
        var contradiction = mine.contradiction(word);
        if (contradiction.isPresent()) {
            stop(turn, LinkState.STOPPED, Halt.differs(call.peer(), contradiction.get()));
            return;
        }
        if (line == ways.direct() && word.led() && !mine.isAheadOf(word)) {
            call.useful(turn);
        }
        var cargo = word.cargo();
        if (cargo.isPresent()) {
            take(turn, line, call, cargo.get(), previousWordNanos);
        }
        if (halt == null) {
            ways.decideDetour(turn);
            goOn(turn);
        }
    }

    private void take(Turn turn, Line line, Call call, Cargo cargo, long previousWordNanos) {
        var asked = round;
        if (asked == null || asked.call() != call.number() || asked.number() != cargo.round()) {
            return;
        }
        switch (cargo) {
            case Cargo.Trimmed(var number, var first) -> {
                var reason = Halt.trimmed(asked.stream(), first, asked.nextOffset());
                if (line == ways.detour()) {
                    // The origin may still have what is missing.
                    line.drop(turn, reason);
                    return;
                }
                stop(turn, LinkState.DETACHED, call.peer() + " " + reason);
            }
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
        var line = ways.line(number);
        if (line.isPresent()) {
            line.get().ended(turn, reason);
            goOn(turn);
        }
    }

    void settled(Turn turn, long number, MirrorOutcome outcome) {
        var appended = intake.appending(number);
        if (appended.isEmpty()) {
            // It was given up before this was known. What it says of the log is true all the same.
            if (outcome instanceof MirrorOutcome.Mirrored(var end)) {
                learn(end);
            }
            return;
        }
        switch (outcome) {
            case MirrorOutcome.Mirrored(var end) -> {
                learn(end);
                intake.appended();
                makeRoom(turn);
            }
            case MirrorOutcome.Gap(var expected) -> {
                mine.correct(appended.get().incarnation(), expected);
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
        ways.rest(turn);
        stopAsking();
    }

    private void makeRoom(Turn turn) {
        var asked = round;
        var weight = intake.prune(mine, asked == null ? 0 : asked.number());
        if (asked != null && has(asked.call())) {
            asked.appended(turn, weight, pace.batchBytes(), pace.window());
        }
    }

    /**
     * Takes no more than is wanted from here on, and that from other sites; or everything again.
     * What was asked for before is forgotten, but for an append under way.
     */
    void limit(Turn turn, Limits to) {
        limits = to;
        ways.pause(to.paused());
        stopAsking();
        goOn(turn);
    }

    private void stopAsking() {
        intake.forget();
        round = null;
    }

    /** What another link waits for of this origin, if it has been waiting too long. */
    void want(Ways.@Nullable Wanted entries) {
        ways.want(limits.wanted(mine, entries));
    }

    /** Takes the next steps that what is known allows. */
    void goOn(Turn turn) {
        if (halt != null || !placed) {
            return;
        }
        ways.feed(turn.nowNanos(), turn.settings()).ifPresent(line -> ask(turn, line));
        if (intake.first().filter(first -> limits.leavesOut(first, mine)).isPresent()) {
            stopAsking();
        }
        intake.appendNext(turn, numbers, ends);
    }

    private void ask(Turn turn, Line line) {
        var call = line.call().orElseThrow();
        var word = line.lastWord().orElseThrow();
        var asked = round;
        var wanted = mine.next(word, limits::of);
        if (wanted.isEmpty()) {
            return;
        }
        var stream = wanted.get().stream();
        if (asked != null && asked.call() == call.number()) {
            if (asked.stream().equals(stream) || asked.goesOn(word, mine)) {
                return;
            }
        } else if (asked != null && !has(asked.call()) && asked.broughtNothingOf(word)) {
            // The call before has ended without having brought a single batch.
            pace.slower();
        }
        intake.forget();
        var next = Math.max(mine.offset(stream.incarnation()) + 1, intake.next(stream).orElse(1));
        round = new Round(numbers.getAsLong(), call.number(), stream, next, pace.credit());
        turn.want(new PullEffect.Say(call.number(), round.ship()));
    }

    boolean isPaused() {
        return limits.paused();
    }

    Optional<Halt> halted() {
        return Optional.ofNullable(halt);
    }

    OptionalLong batchHeardNanos() {
        return batchHeard ? OptionalLong.of(batchHeardNanos) : OptionalLong.empty();
    }

    Ways ways() {
        return ways;
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
