package dev.homeport.simulation.move;

import dev.homeport.controlplane.move.MoveId;
import dev.homeport.controlplane.takeover.Automation;
import dev.homeport.controlplane.takeover.TakeoverDecider;
import dev.homeport.controlplane.takeover.TakeoverWish;
import dev.homeport.quorumqueue.EntryId;
import dev.homeport.simulation.engine.World;
import java.util.ArrayList;
import java.util.List;

/**
 * Loses whole sites: all of their processes are killed, or nobody reaches them while they and their
 * clients go on. Often the links from there have ended before, so that a site alone has what it
 * acknowledged last. What is done about it unasked the product's {@link Automation} says. One
 * thread.
 */
final class SiteLosses {

    private final MoveFleet fleet;
    private final World world;
    private final List<ModelSite> killed = new ArrayList<>();

    SiteLosses(MoveFleet fleet) {
        this.fleet = fleet;
        this.world = fleet.world();
    }

    void begin() {
        world.after(world.between(3_000, 12_000), this::lose);
        world.every(350, 700, this::watch);
        world.every(300, 900, () -> fleet.control().leaveWhereNobodyIs());
    }

    private void lose() {
        if (fleet.isQuiet()) {
            return;
        }
        var site = world.pick(fleet.sites());
        var lasts = world.between(8_000, 30_000);
        var before = world.chance(0.6) ? world.between(100, 2_500) : 0;
        if (before > 0) {
            for (var other : fleet.sites()) {
                if (other != site && world.chance(0.7)) {
                    world.after(lasts + before, fleet.network().cut(site.place(), other.place()));
                }
            }
        }
        var isKilled = world.chance(0.55);
        world.after(
                before,
                () -> {
                    if (fleet.isQuiet()) {
                        return;
                    }
                    fleet.coverage().count(MoveCoverage.Count.LOST_SITES);
                    if (isKilled) {
                        kill(site, lasts);
                    } else {
                        world.after(lasts, fleet.network().isolate(site.place()));
                    }
                });
        // Now and then the next one is lost before this one is back.
        var pause = world.chance(0.25) ? world.between(2_000, 12_000) : lasts;
        world.after(before + pause + world.between(2_000, 15_000), this::lose);
    }

    private void kill(ModelSite site, long lasts) {
        world.record("all of " + site.id() + " is killed");
        site.crash();
        fleet.witness(site.id()).restart(lasts);
        fleet.replicas().get(site.place()).crash();
        killed.add(site);
        world.after(lasts, () -> comeBack(site));
    }

    private void comeBack(ModelSite site) {
        if (killed.remove(site)) {
            fleet.replicas().get(site.place()).restart();
            site.restart();
        }
    }

    /** Whether all of a site is off, so that a fence may be attested. */
    boolean isKilled(ModelSite site) {
        return killed.contains(site);
    }

    /** All come back. */
    void end() {
        for (var site : List.copyOf(killed)) {
            fleet.witness(site.id()).start();
            comeBack(site);
        }
    }

    private void watch() {
        if (!fleet.control().isAlive()) {
            return;
        }
        var seen = fleet.health();
        for (var step : Automation.propose(fleet.control().state(), seen, "the watch")) {
            switch (step) {
                case Automation.Note(var site) ->
                        fleet.control()
                                .wish(
                                        new EntryId(
                                                "note-"
                                                        + site
                                                        + "-"
                                                        + fleet.control().state().decisions()),
                                        "the watch",
                                        (now, _) ->
                                                Automation.note(now, seen, site, fleet.millis()),
                                        _ -> {});
                case Automation.TakeOver(var wish) -> takeOver(wish);
            }
        }
    }

    private void takeOver(TakeoverWish wish) {
        var version = fleet.control().state().tableVersion();
        var id = MoveId.ofRequest("automatic " + wish.lost() + " " + version);
        var seen = fleet.health();
        fleet.control()
                .wish(
                        new EntryId("move-" + id),
                        "the watch",
                        (now, report) ->
                                TakeoverDecider.decide(now, wish, seen, report, id, fleet.millis()),
                        _ -> {});
    }
}
