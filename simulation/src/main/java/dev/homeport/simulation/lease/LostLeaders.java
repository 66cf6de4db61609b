package dev.homeport.simulation.lease;

import dev.homeport.simulation.engine.World;
import dev.homeport.vocabulary.SiteId;
import java.util.concurrent.TimeUnit;

/**
 * Troubles of leaders, each kind by itself: cut off until their leases end, deposed while their
 * site is taken over, or leading a log that stalls while shards move to and fro.
 */
final class LostLeaders {

    private final SimulatedFleet fleet;
    private final World world;

    LostLeaders(SimulatedFleet fleet) {
        this.fleet = fleet;
        this.world = fleet.world();
    }

    void beginToCutOff() {
        world.after(world.between(1_500, 6_000), this::cutOff);
    }

    void beginToDepose() {
        world.every(2_000, 6_000, this::depose);
    }

    void beginToMove() {
        world.every(200, 1_200, this::move);
        world.every(1_500, 8_000, () -> world.pick(fleet.sites()).elect());
    }

    /**
     * A site is cut off for longer than its lease. It is declared lost shortly before that ends:
     * had it heard of the table, it would close its homes by itself.
     */
    private void cutOff() {
        var lost = world.pick(fleet.sites());
        var leaseMillis = fleet.author().newest().leases().ttlMillis(lost.id());
        world.after(
                TimeUnit.MILLISECONDS.toNanos(leaseMillis) + world.between(1_000, 4_000),
                fleet.network().isolate(lost.place()));
        world.after(
                TimeUnit.MILLISECONDS.toNanos(leaseMillis) - world.between(1_500, 5_000),
                () -> takeOver(lost));
        world.after(
                TimeUnit.MILLISECONDS.toNanos(leaseMillis) + world.between(6_000, 9_000),
                this::cutOff);
    }

    /**
     * A site that still runs is declared lost, and its leader is deposed and gives back just before
     * the site is cut off. The next leader may know the table already and have to close in the log
     * before it asks for anything; or it takes the lease on, which soon gets shorter.
     */
    private void depose() {
        var lost = world.pick(fleet.sites());
        if (world.chance(0.7)) {
            takeOver(lost);
            world.after(
                    world.between(50, 600),
                    () -> {
                        lost.elect();
                        world.after(world.between(250, 800), () -> cutOffBriefly(lost));
                    });
        } else {
            lost.elect();
            world.after(
                    world.between(0, 200),
                    () -> fleet.author().changeTtl(lost.id(), world.random().nextLong(800, 1_500)));
            world.after(
                    world.between(500, 1_500),
                    () -> {
                        cutOffBriefly(lost);
                        takeOver(lost);
                    });
        }
        world.after(
                world.between(9_000, 12_000),
                () -> {
                    var lengthens = world.random().nextLong(8_000, 20_000);
                    fleet.author().changeTtl(lost.id(), lengthens);
                    fleet.author().move(group(), lost.id());
                });
    }

    private void cutOffBriefly(SimulatedSite site) {
        world.after(world.between(4_000, 9_000), fleet.network().isolate(site.place()));
    }

    private void move() {
        fleet.author().move(group(), world.pick(fleet.siteIds()));
    }

    private int group() {
        return world.random().nextInt(Settings.GROUPS);
    }

    private void takeOver(SimulatedSite lost) {
        fleet.author().takeOver(lost.id(), other(lost.id()));
    }

    private SiteId other(SiteId site) {
        return world.pick(fleet.siteIds().stream().filter(id -> !id.equals(site)).toList());
    }
}
