package dev.homeport.simulation.lease;

import dev.homeport.dcnode.home.witness.WitnessState;
import dev.homeport.simulation.engine.World;
import java.util.function.Consumer;

/**
 * What happens to witnesses: restarts, stores put back from an older copy, stores lost. What a
 * witness has forgotten shows when a takeover needs it, so a site is often lost soon afterwards.
 *
 * <p>Kept outside, as the protocol's promise has it: two stores lost or rolled back within the time
 * of the longest lease; a store rolled back by less than others have heard of; a rolled-back
 * witness that reaches no majority of the others.
 */
final class WitnessFaults {

    private final SimulatedFleet fleet;
    private final World world;
    private final Consumer<SimulatedSite> loseSite;
    private final WitnessStores stores;
    private boolean comingBack;

    WitnessFaults(SimulatedFleet fleet, Consumer<SimulatedSite> loseSite) {
        this.fleet = fleet;
        this.world = fleet.world();
        this.loseSite = loseSite;
        this.stores = new WitnessStores(fleet);
    }

    /** Whether a rolled-back witness is finding out where it stands, which nothing may disturb. */
    boolean areFragile() {
        return comingBack;
    }

    void restart() {
        var witness = world.pick(fleet.witnesses());
        if (!comingBack && witness.machine().isUp()) {
            witness.crash();
            world.after(
                    world.between(10, 15_000),
                    () -> {
                        witness.restart();
                        loseSiteSoon();
                    });
        }
    }

    private boolean storesAreSafe() {
        return !comingBack && stores.areSafe();
    }

    void lose() {
        if (!storesAreSafe()) {
            return;
        }
        stores.spend();
        fleet.coverage().storeLost();
        var witness = world.pick(fleet.witnesses());
        witness.crash();
        world.after(
                world.between(10, 3_000),
                () -> {
                    if (!witness.machine().isUp()) {
                        witness.restartFrom(WitnessState.empty());
                        watchThenLoseSite(witness);
                    }
                });
    }

    void rollBack() {
        if (!storesAreSafe() || stores.longestTtlMillis() < 4_000) {
            return;
        }
        var witness = world.pick(fleet.witnesses());
        var copies = stores.olderCopies(witness);
        if (copies.isEmpty()) {
            return;
        }
        stores.spend();
        fleet.coverage().storePutBack();
        comingBack = true;
        fleet.network().heal();
        witness.crash();
        var copy = world.chance(0.5) ? copies.getLast() : world.pick(copies);
        world.after(
                world.between(10, 2_000),
                () -> {
                    witness.restartFrom(copy);
                    watch(witness);
                });
    }

    /** Nothing else happens to witnesses or network until the witness knows where it stands. */
    private void watch(SimulatedWitness witness) {
        world.after(
                world.between(100, 200),
                () -> {
                    if (witness.isGranting()
                            || witness.disk().standing() != WitnessState.Standing.MEMBER) {
                        comingBack = false;
                        loseSiteSoon();
                    } else {
                        watch(witness);
                    }
                });
    }

    private void watchThenLoseSite(SimulatedWitness witness) {
        world.after(
                world.between(100, 200),
                () -> {
                    if (witness.isGranting()) {
                        loseSiteSoon();
                    } else {
                        watchThenLoseSite(witness);
                    }
                });
    }

    /** What a witness has forgotten shows when a takeover needs it. */
    private void loseSiteSoon() {
        if (world.chance(0.4)) {
            world.after(world.between(0, 3_000), () -> loseSite.accept(world.pick(fleet.sites())));
        }
    }
}
