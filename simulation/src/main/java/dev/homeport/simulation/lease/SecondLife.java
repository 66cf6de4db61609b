package dev.homeport.simulation.lease;

import dev.homeport.dcnode.home.witness.WitnessState;
import dev.homeport.simulation.engine.World;

/**
 * A witness whose store is put back from a life before its last. It answers for a while where
 * nobody hears it, so that nobody knows how far it has come; then its site loses its power and the
 * witness its store. It begins a second life, in which it grants something that the heir's witness
 * never hears of (see {@link ForgottenGrants}), and is then put back from the end of the first.
 */
final class SecondLife {

    /** A group that is not the holder's while the first life lasts. */
    private static final int LATER_GROUP = 1;

    private final SimulatedFleet fleet;
    private final World world;
    private final WitnessStores stores;
    private final ForgottenGrants company;

    SecondLife(SimulatedFleet fleet) {
        this.fleet = fleet;
        this.world = fleet.world();
        this.stores = new WitnessStores(fleet);
        this.company = new ForgottenGrants(fleet);
    }

    private SimulatedSite holder() {
        return company.holder();
    }

    private SimulatedWitness witness() {
        return company.forgetful();
    }

    void begin() {
        world.after(world.between(1_500, 4_000), this::goUnheard);
    }

    private void goUnheard() {
        var mendToHolder = fleet.network().cut(witness().place(), ForgottenGrants.HOLDER);
        var mendToHeir = fleet.network().cut(witness().place(), ForgottenGrants.HEIR);
        world.after(
                world.between(20_000, 32_000),
                () -> {
                    mendToHolder.run();
                    mendToHeir.run();
                    die();
                });
    }

    private void die() {
        if (!stores.areSafe()) {
            world.after(world.between(50, 100), this::die);
            return;
        }
        var end = witness().newestCopy();
        stores.spend();
        fleet.coverage().storeLost();
        var site = fleet.sites().get(witness().place());
        for (var node : site.nodes()) {
            node.crash();
            site.crashed(node);
            world.after(world.between(2_000, 6_000), node::restart);
        }
        witness().crash();
        world.after(
                world.between(10, 400),
                () -> {
                    witness().restartFrom(WitnessState.empty());
                    grantAgain(end);
                });
    }

    private void grantAgain(SimulatedWitness.Copy end) {
        if (witness().isGranting()) {
            fleet.author().move(LATER_GROUP, holder().id());
            world.after(world.between(3_000, 6_000), () -> putBack(end));
        } else {
            world.after(world.between(100, 200), () -> grantAgain(end));
        }
    }

    private void putBack(SimulatedWitness.Copy end) {
        if (!stores.areSafe() || !stores.isSurelyOlder(witness(), end)) {
            world.after(world.between(100, 300), () -> putBack(end));
            return;
        }
        stores.spend();
        fleet.coverage().storePutBack();
        holder().leader()
                .ifPresent(node -> node.machine().stop(world.between(2_500, 6_000), false));
        witness().crash();
        world.after(
                world.between(10, 100),
                () -> {
                    witness().restartFrom(end.state());
                    company.takeOverWhenGranting();
                });
    }
}
