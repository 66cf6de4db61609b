package dev.homeport.simulation.move;

import dev.homeport.controlplane.decision.MoveBegin;
import dev.homeport.controlplane.decision.MoveWish;
import dev.homeport.controlplane.decision.Ruling;
import dev.homeport.controlplane.move.MoveId;
import dev.homeport.controlplane.move.MoveKind;
import dev.homeport.controlplane.observation.SiteHealth;
import dev.homeport.controlplane.takeover.TakeoverDecider;
import dev.homeport.controlplane.takeover.TakeoverWish;
import dev.homeport.controlplane.topology.SiteState;
import dev.homeport.quorumqueue.EntryId;
import dev.homeport.simulation.engine.World;
import dev.homeport.simulation.move.Caller.Wish;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.SiteId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * An operator who has lost sites taken over, with a fence where everything of them is off, and has
 * them fail back as soon as that is allowed, also when nobody wants anything else any more. A fence
 * is attested truthfully: its site stays off until a majority of the witnesses holds its table, or
 * it is known that there will be none. One thread.
 */
final class Rescuer {

    /** Longer than a decision may take to be recorded. */
    private static final long LATE_NANOS = TimeUnit.SECONDS.toNanos(4);

    private static final class Fence {
        final ModelSite site;
        final EntryId request;
        boolean givenUp;
        long overNanos = Long.MAX_VALUE;

        Fence(ModelSite site, EntryId request) {
            this.site = site;
            this.request = request;
        }
    }

    private final MoveFleet fleet;
    private final World world;
    private final Caller caller;
    private final List<Fence> fences = new ArrayList<>();
    private int made;

    Rescuer(MoveFleet fleet) {
        this.fleet = fleet;
        this.world = fleet.world();
        this.caller = new Caller(fleet, "cy");
    }

    void begin() {
        world.every(700, 2_500, this::act);
        world.every(150, 400, this::lookAfterFences);
    }

    private void act() {
        if (!caller.isBusy()) {
            caller.drop();
        }
        var next = next();
        if (caller.isBusy() || next.isPresent()) {
            caller.ask(next::orElseThrow);
        }
    }

    private Optional<Wish> next() {
        if (caller.isBusy()) {
            return Optional.empty();
        }
        var sites = new ArrayList<>(fleet.sites());
        var first = world.random().nextInt(sites.size());
        for (var i = 0; i < sites.size(); i++) {
            var wish = about(sites.get((first + i) % sites.size()));
            if (wish.isPresent()) {
                return wish;
            }
        }
        return Optional.empty();
    }

    private Optional<Wish> about(ModelSite site) {
        var state = fleet.control().state();
        var stands = state.topology().orElseThrow().site(site.id()).orElseThrow().state();
        var isLost = fleet.health().of(site.id()) instanceof SiteHealth.Lost;
        if (stands == SiteState.TAKEN_OVER && !isLost) {
            return Optional.of(failBack(site.id()));
        }
        if (fleet.isQuiet() || stands == SiteState.TAKEN_OVER) {
            return Optional.empty();
        }
        // Most fail-overs that nobody needs are refused, and some takeovers come from here alone.
        if (isLost ? world.chance(0.4) : world.chance(0.03)) {
            return Optional.of(failOver(site, Optional.empty()));
        }
        return fleet.losses().isKilled(site) && world.chance(0.25)
                ? Optional.of(fenced(site))
                : Optional.empty();
    }

    private Wish failBack(SiteId site) {
        var request = "cy-" + ++made;
        var id = MoveId.ofRequest(request);
        var wish =
                new MoveWish(
                        MoveKind.FAIL_BACK,
                        site,
                        Optional.empty(),
                        OptionalLong.empty(),
                        "cy",
                        "it is healed");
        return new Wish(
                new EntryId("begin-" + request),
                "the return of " + site,
                (now, report) -> MoveBegin.decide(now, wish, id, report, fleet.millis()));
    }

    private Wish failOver(ModelSite site, Optional<Fence> fence) {
        var request =
                fence.map(each -> each.request).orElseGet(() -> new EntryId("over-cy-" + ++made));
        var id = MoveId.ofRequest(request.value());
        var wish =
                new TakeoverWish(
                        site.id(),
                        Optional.empty(),
                        fence.map(_ -> "all of it is off"),
                        OptionalLong.empty(),
                        "cy",
                        "it is lost");
        return new Wish(
                request,
                "a takeover of " + site.id() + fence.map(_ -> ", fenced").orElse(""),
                (now, report) ->
                        fence.filter(each -> each.givenUp).isPresent()
                                ? new Ruling.Refused(ErrorCode.CONFLICT, "the fence is given up")
                                : TakeoverDecider.decide(
                                        now, wish, fleet.health(), report, id, fleet.millis()),
                () -> fence.ifPresent(this::giveUp));
    }

    private Wish fenced(ModelSite site) {
        site.keepOff(true);
        var fence = new Fence(site, new EntryId("over-cy-" + ++made));
        fences.add(fence);
        return failOver(site, Optional.of(fence));
    }

    /** Nobody asks for it any more; what was proposed may still be recorded for a while. */
    private void giveUp(Fence fence) {
        if (!fence.givenUp) {
            fence.givenUp = true;
            fence.overNanos = world.nowNanos() + LATE_NANOS;
        }
    }

    private void lookAfterFences() {
        for (var fence : List.copyOf(fences)) {
            var holds = fleet.control().isRecorded(fence.request) && isHeld(fence.site);
            if (fleet.isQuiet()) {
                giveUp(fence);
            }
            var none =
                    !fleet.control().isRecorded(fence.request)
                            && world.nowNanos() > fence.overNanos;
            if (holds || none) {
                fences.remove(fence);
                if (fences.stream().noneMatch(other -> other.site == fence.site)) {
                    fence.site.keepOff(false);
                    if (!fleet.losses().isKilled(fence.site)) {
                        fence.site.restart();
                    }
                }
            }
        }
    }

    /** Whether a majority of the witnesses holds a table with the newest fence of a site. */
    private boolean isHeld(ModelSite site) {
        return Optional.ofNullable(fleet.control().table().fences().get(site.stream()))
                .filter(fenced ->
                        fleet.witnesses().stream()
                                        .filter(witness -> witness.tableVersion() >= fenced)
                                        .count()
                                > fleet.witnesses().size() / 2)
                .isPresent();
    }
}
