package dev.homeport.simulation.lease;

import dev.homeport.dcnode.home.witness.WitnessState;
import dev.homeport.simulation.engine.World;
import java.util.concurrent.TimeUnit;

/**
 * One site, the holder, is never heard by the witness of another, the heir. So its leases hang on
 * its own witness and a third one, and nothing but the third one's memory keeps the heir from
 * taking over. In each round the holder's leader stops for a while, the third witness forgets what
 * the focus makes it forget, and the holder is declared lost.
 */
final class ForgottenGrants {

    /** Place of the site whose grants are forgotten. */
    static final int HOLDER = 0;

    /** Place of the site that takes over. */
    static final int HEIR = 1;

    private static final int FORGETFUL = 2;

    private final SimulatedFleet fleet;
    private final World world;
    private final Focus focus;
    private final WitnessStores stores;

    ForgottenGrants(SimulatedFleet fleet) {
        this.fleet = fleet;
        this.world = fleet.world();
        this.focus = fleet.settings().focus();
        this.stores = new WitnessStores(fleet);
    }

    /** The site whose grants are forgotten. */
    SimulatedSite holder() {
        return fleet.sites().get(HOLDER);
    }

    /** The witness that forgets. */
    SimulatedWitness forgetful() {
        return fleet.witnesses().get(FORGETFUL);
    }

    void begin() {
        world.after(world.between(3_000, 12_000), this::round);
    }

    /** Gives the holder something to hold, and lets it settle. */
    private void round() {
        if (focus == Focus.SHRUNK_LEASES) {
            setLeases(world.random().nextLong(12_000, 30_000));
        }
        fleet.author().move(world.random().nextInt(Settings.GROUPS), holder().id());
        world.after(world.between(2_500, 6_000), this::forget);
    }

    private void forget() {
        var needsSafety = focus != Focus.WITNESS_RESTARTS;
        if (!forgetful().machine().isUp() || (needsSafety && !stores.areSafe())) {
            world.after(world.between(300, 1_000), this::forget);
            return;
        }
        if (focus != Focus.MISSED_ASKS) {
            holder().leader()
                    .ifPresent(node -> node.machine().stop(world.between(2_500, 10_000), false));
        }
        if (focus == Focus.SHRUNK_LEASES) {
            setLeases(world.random().nextLong(800, 1_200));
            world.after(world.between(400, 900), this::crash);
        } else {
            world.after(world.between(1, 600), this::crash);
        }
        world.after(world.between(14_000, 18_000), this::round);
    }

    private void setLeases(long ttlMillis) {
        fleet.siteIds().forEach(site -> fleet.author().changeTtl(site, ttlMillis));
        fleet.publish(1);
    }

    private void crash() {
        var witness = forgetful();
        switch (focus) {
            case WITNESS_RESTARTS -> {
                witness.crash();
                world.after(world.between(10, 300), witness::restart);
            }
            case WITNESS_ROLLBACKS -> {
                var copies = stores.olderCopies(witness);
                if (!copies.isEmpty()) {
                    putBack(world.pick(copies));
                    fleet.coverage().storePutBack();
                }
            }
            case WITNESS_LOSSES, SHRUNK_LEASES, MISSED_ASKS -> {
                putBack(WitnessState.empty());
                fleet.coverage().storeLost();
            }
            case NONE, CLOCKS_AT_THE_BOUND, DEPOSED_LEADERS, STALLING_LOGS, SECOND_LIVES ->
                    throw new IllegalStateException("focus: nothing is forgotten in " + focus);
        }
        if (focus != Focus.MISSED_ASKS) {
            world.after(TimeUnit.MILLISECONDS.toNanos(400), this::takeOverWhenGranting);
        }
    }

    private void putBack(WitnessState store) {
        stores.spend();
        forgetful().crash();
        world.after(world.between(10, 100), () -> forgetful().restartFrom(store));
    }

    /** Lets the heir take over as soon as the witness that has forgotten grants again. */
    void takeOverWhenGranting() {
        if (forgetful().isGranting()) {
            fleet.author().takeOver(holder().id(), fleet.siteIds().get(HEIR));
            fleet.publish(1);
        } else {
            world.after(world.between(100, 200), this::takeOverWhenGranting);
        }
    }
}
