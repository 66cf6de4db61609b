package dev.homeport.simulation.lease;

import dev.homeport.dcnode.home.lease.LeaseTiming;
import dev.homeport.dcnode.home.lease.StoreNumber;
import dev.homeport.dcnode.home.witness.WitnessState;
import dev.homeport.simulation.engine.World;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * When the store of a witness may be lost or put back, and from what, so that a run stays within
 * the protocol's promise: one store within the time of the longest lease, and none that is older by
 * less than others have heard of.
 */
final class WitnessStores {

    private final SimulatedFleet fleet;
    private final World world;
    private long safeFromNanos;

    WitnessStores(SimulatedFleet fleet) {
        this.fleet = fleet;
        this.world = fleet.world();
    }

    /** Whether the fleet has got over the last fault of a store. */
    boolean areSafe() {
        return world.nowNanos() >= safeFromNanos
                && fleet.witnesses().stream().allMatch(SimulatedWitness::isGranting);
    }

    /** A store is lost or put back now. */
    void spend() {
        safeFromNanos =
                world.nowNanos()
                        + LeaseTiming.waitNanos(longestTtlMillis())
                        + TimeUnit.SECONDS.toNanos(10);
    }

    long longestTtlMillis() {
        return fleet.author().newest().leases().longestTtlMillis();
    }

    /** The copies of a store that are surely found out when it is put back from them. */
    List<WitnessState> olderCopies(SimulatedWitness witness) {
        return witness.copiesBefore(surelyHeard(witness));
    }

    /** Whether a copy is surely found out. */
    boolean isSurelyOlder(SimulatedWitness witness, SimulatedWitness.Copy copy) {
        return copy.order() < witness.orderOf(surelyHeard(witness));
    }

    /** The number of a witness that any majority of the others contains somebody to have heard. */
    private StoreNumber surelyHeard(SimulatedWitness witness) {
        var heard =
                fleet.witnesses().stream()
                        .filter(other -> other != witness)
                        .map(other ->
                                other.disk().heard().getOrDefault(witness.site(), StoreNumber.ZERO))
                        .sorted(Comparator.reverseOrder())
                        .toList();
        var majority = heard.size() / 2 + 1;
        return heard.get(heard.size() - majority);
    }
}
