package dev.homeport.drills.adapter.fleet;

import dev.homeport.client.Answer;
import dev.homeport.client.Refusal;
import dev.homeport.client.control.HealthLook;
import dev.homeport.client.control.MoveAnswer;
import dev.homeport.client.control.MoveKind;
import dev.homeport.client.control.MoveLook;
import dev.homeport.client.control.MoveWish;
import dev.homeport.client.control.PolicyWish;
import dev.homeport.client.control.SiteLook;
import dev.homeport.drills.change.Change;
import dev.homeport.drills.change.ChangeFailedException;
import dev.homeport.drills.change.Fleet;
import dev.homeport.drills.verdict.Figures.OwnMove;
import dev.homeport.local.process.ProcessAction;
import dev.homeport.local.process.ProcessRequest;
import dev.homeport.local.wan.WanRequest;
import dev.homeport.vocabulary.SiteId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Changes a fleet by its launcher's hands and by the control plane, as an operator does. Every wait
 * has a bound. Thread-safe.
 */
public final class FleetChanges implements Fleet {

    private static final Duration MOVE_BOUND = Duration.ofSeconds(150);
    private static final Duration POLICY_BOUND = Duration.ofSeconds(30);
    private static final Duration AGAIN = Duration.ofMillis(500);

    /** By now a wish that a killed leader had sent is recorded, or never will be. */
    public static final Duration WISHES_ARE_OVER = Duration.ofSeconds(3);

    private static final String REASON = "homeport drill";
    private static final String EVACUATED = "evacuated";
    private static final String TAKEN_OVER = "taken-over";

    private final DrilledFleet fleet;
    private final ConcurrentMap<String, MoveLook> moves = new ConcurrentHashMap<>();

    /** Makes hands for a fleet. */
    public FleetChanges(DrilledFleet fleet) {
        this.fleet = fleet;
    }

    /** How the moves ended that were made here, the first of them first. */
    public List<OwnMove> ownMoves() {
        return moves.values().stream()
                .sorted((a, b) -> Long.compare(a.tableVersion(), b.tableVersion()))
                .map(move ->
                        new OwnMove(
                                move.kind().word(),
                                move.phase().word(),
                                move.endedMillis().isPresent()
                                        ? OptionalLong.of(
                                                move.endedMillis().getAsLong() - move.beganMillis())
                                        : OptionalLong.empty()))
                .toList();
    }

    /** Whether a move was made here. */
    public boolean isOwn(MoveLook move) {
        return moves.containsKey(move.id());
    }

    @Override
    public void make(Change change) throws ChangeFailedException, InterruptedException {
        switch (change) {
            case Change.Held(var process) ->
                    act(ProcessRequest.ofProcess(ProcessAction.HOLD, process));
            case Change.Paused(var site) -> act(ProcessRequest.ofSite(ProcessAction.PAUSE, site));
            case Change.Moved(var site, var requestId, _) ->
                    moved(MoveKind.EVACUATION, site, requestId);
            case Change.Lost(var site) -> act(ProcessRequest.ofSite(ProcessAction.HOLD, site));
            case Change.Cut(var from, var to, var oneWay) ->
                    network(WanRequest.of(WanRequest.Action.CUT, from, to, oneWay));
            case Change.PolicyChanged changed ->
                    policy(changed.site(), changed.during(), changed.requestId());
            // It comes by itself; from now on it is known that it may have.
            case Change.TakenOver _ -> {}
        }
    }

    @Override
    public void undo(Change change) throws ChangeFailedException, InterruptedException {
        switch (change) {
            case Change.Held(var process) ->
                    act(ProcessRequest.ofProcess(ProcessAction.RELEASE, process));
            case Change.Paused(var site) -> act(ProcessRequest.ofSite(ProcessAction.RESUME, site));
            case Change.Moved moved -> bringBack(moved);
            case Change.Lost(var site) -> act(ProcessRequest.ofSite(ProcessAction.RELEASE, site));
            case Change.Cut(var from, var to, _) ->
                    network(WanRequest.of(WanRequest.Action.HEAL, from, to, false));
            case Change.PolicyChanged changed ->
                    policy(changed.site(), changed.before(), changed.undoRequestId());
            case Change.TakenOver takenOver -> bringBack(takenOver);
        }
    }

    private void act(ProcessRequest request) throws ChangeFailedException, InterruptedException {
        try {
            var _ = fleet.launcher().act(request);
        } catch (IOException | IllegalArgumentException e) {
            throw new ChangeFailedException(
                    request.action().word()
                            + " "
                            + request.site().map(SiteId::name).or(request::name).orElse("")
                            + ": "
                            + e.getMessage(),
                    false);
        }
    }

    private void network(WanRequest request) throws ChangeFailedException, InterruptedException {
        try {
            var _ = fleet.network().change(request);
        } catch (IOException | IllegalArgumentException e) {
            throw new ChangeFailedException(
                    request.action()
                            + " "
                            + request.link().map(Object::toString).orElse("")
                            + ": "
                            + e.getMessage(),
                    false);
        }
    }

    private void policy(SiteId site, Change.Policy policy, String requestId)
            throws ChangeFailedException, InterruptedException {
        var until = System.nanoTime() + POLICY_BOUND.toNanos();
        var wish =
                new PolicyWish(
                        requestId,
                        site,
                        Optional.of(policy.automation()),
                        OptionalLong.of(policy.budgetMillis()),
                        OptionalLong.empty(),
                        REASON);
        while (fleet.control().policy(wish) instanceof Answer.Refused<SiteLook>(var refusal)) {
            if (!refusal.passes() || System.nanoTime() - until >= 0) {
                throw new ChangeFailedException("policy of " + site + ": " + refusal, false);
            }
            Thread.sleep(AGAIN);
        }
    }

    /**
     * A site that has come back gets its homes back when it has healed; until then the control
     * plane refuses, and this fails. One that nobody takes over any more is left as it is.
     */
    private void bringBack(Change.TakenOver change)
            throws ChangeFailedException, InterruptedException {
        var until = System.nanoTime() + MOVE_BOUND.toNanos();
        var quietSince = System.nanoTime();
        while (true) {
            var site = look(change.site());
            var isLost = site.health().filter(h -> h.state().equals(HealthLook.LOST)).isPresent();
            if (!site.moves().isEmpty() || isLost) {
                quietSince = System.nanoTime();
            } else if (site.state().equals(TAKEN_OVER)) {
                moved(MoveKind.FAIL_BACK, change.site(), change.undoRequestId());
                return;
            } else if (System.nanoTime() - quietSince >= WISHES_ARE_OVER.toNanos()) {
                return;
            }
            if (System.nanoTime() - until >= 0) {
                throw new ChangeFailedException(
                        change.site()
                                + " is "
                                + (isLost ? "lost, " : "")
                                + site.state()
                                + " and moves "
                                + site.moves(),
                        false);
            }
            Thread.sleep(AGAIN);
        }
    }

    private void bringBack(Change.Moved change) throws ChangeFailedException, InterruptedException {
        var until = System.nanoTime() + MOVE_BOUND.toNanos();
        var quietSince = System.nanoTime();
        while (true) {
            var site = look(change.site());
            if (!site.moves().isEmpty()) {
                takeBack(site.moves(), change);
                quietSince = System.nanoTime();
            } else if (site.state().equals(EVACUATED)) {
                moved(MoveKind.FAIL_BACK, change.site(), change.undoRequestId());
                return;
            } else if (System.nanoTime() - quietSince >= WISHES_ARE_OVER.toNanos()) {
                return;
            }
            if (System.nanoTime() - until >= 0) {
                throw new ChangeFailedException(
                        change.site() + " is still " + site.state() + " and moves " + site.moves(),
                        false);
            }
            Thread.sleep(AGAIN);
        }
    }

    /** Moves that are under way and not over; one that gives the homes back is let go on. */
    private void takeBack(List<String> ids, Change.Moved change)
            throws ChangeFailedException, InterruptedException {
        for (var id : ids) {
            var move = given(fleet.control().move(id, Optional.empty()));
            if (move.isPresent()
                    && move.get().kind() == MoveKind.EVACUATION
                    && move.get().phase() == MoveLook.Phase.MOVING
                    && move.get().site().equals(change.site())) {
                // Its answer is of no use: what has become of the move is looked at again.
                var _ = fleet.control().abort(id, change.undoRequestId() + "-abort", REASON);
            }
        }
    }

    private SiteLook look(SiteId site) throws ChangeFailedException, InterruptedException {
        return given(fleet.control().sites()).sites().stream()
                .filter(each -> each.site().equals(site))
                .findFirst()
                .orElseThrow(() -> new ChangeFailedException("there is no site " + site, false));
    }

    private static <T> T given(Answer<T> answer) throws ChangeFailedException {
        return switch (answer) {
            case Answer.Given<T>(var value) -> value;
            case Answer.Refused<T>(var refusal) ->
                    throw new ChangeFailedException(refusal.toString(), false);
        };
    }

    private void moved(MoveKind kind, SiteId site, String requestId)
            throws ChangeFailedException, InterruptedException {
        var until = System.nanoTime() + MOVE_BOUND.toNanos();
        var wish =
                new MoveWish(
                        requestId,
                        kind,
                        site,
                        Optional.empty(),
                        Optional.empty(),
                        OptionalLong.empty(),
                        REASON);
        var begun = begun(wish, until);
        if (begun.move().isEmpty()) {
            throw new ChangeFailedException(
                    kind.word()
                            + " of "
                            + site
                            + ": there is nothing to move: "
                            + begun.detail().orElse("it is so already"),
                    false);
        }
        var move = followed(begun.move().get(), until);
        if (move.phase() != MoveLook.Phase.DONE) {
            throw new ChangeFailedException(
                    kind.word()
                            + " of "
                            + site
                            + " ended as "
                            + move.phase().word()
                            + move.why().map(why -> ": " + why).orElse(""),
                    true);
        }
    }

    private MoveAnswer begun(MoveWish wish, long untilNanos)
            throws ChangeFailedException, InterruptedException {
        while (true) {
            switch (fleet.control().begin(wish)) {
                case Answer.Given<MoveAnswer>(var answer) -> {
                    return answer;
                }
                case Answer.Refused<MoveAnswer>(Refusal refusal) -> {
                    if (!refusal.passes() || System.nanoTime() - untilNanos >= 0) {
                        throw new ChangeFailedException(
                                wish.kind().word() + " of " + wish.site() + ": " + refusal, false);
                    }
                }
            }
            Thread.sleep(AGAIN);
        }
    }

    private MoveLook followed(MoveLook begun, long untilNanos)
            throws ChangeFailedException, InterruptedException {
        var move = begun;
        moves.put(move.id(), move);
        while (!move.phase().hasEnded()) {
            if (System.nanoTime() - untilNanos >= 0) {
                throw new ChangeFailedException(
                        move.kind().word() + " of " + move.site() + " goes on and on", false);
            }
            // A control plane that is away for a moment is asked again.
            if (fleet.control().move(move.id(), move.state())
                    instanceof Answer.Given<Optional<MoveLook>>(var seen)) {
                move = seen.orElse(move);
                moves.put(move.id(), move);
            } else {
                Thread.sleep(AGAIN);
            }
        }
        return move;
    }
}
