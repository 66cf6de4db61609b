package dev.homeport.simulation.lease;

import dev.homeport.dcnode.home.holder.HolderEffect;
import dev.homeport.dcnode.home.holder.HolderInput;
import dev.homeport.dcnode.home.holder.LeaseHolder;
import dev.homeport.dcnode.home.lease.HolderId;
import dev.homeport.dcnode.home.lease.LeaseAnswer;
import dev.homeport.dcnode.home.lease.LogMark;
import dev.homeport.simulation.engine.Machine;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteLog;

/** A node of a site on a machine. The lease side is the product's own {@link LeaseHolder}. */
final class SimulatedNode {

    private final SimulatedFleet fleet;
    private final SimulatedSite site;
    private final int number;
    private final Machine machine;
    private RoutingTable tableOnDisk;
    private LeaseHolder holder;

    SimulatedNode(SimulatedFleet fleet, SimulatedSite site, int number, RoutingTable first) {
        this.fleet = fleet;
        this.site = site;
        this.number = number;
        this.machine = fleet.newMachine(site.id() + "/" + number, Conditions.Role.NODE);
        this.tableOnDisk = first;
        this.holder = load();
    }

    private LeaseHolder load() {
        var id = new HolderId(new SiteLog(site.id(), 1), number, machine.boot());
        return new LeaseHolder(id, tableOnDisk, fleet.settings().rules());
    }

    Machine machine() {
        return machine;
    }

    LeaseHolder holder() {
        return holder;
    }

    void crash() {
        machine.crash();
    }

    void restart() {
        machine.start();
        holder = load();
    }

    void learn(RoutingTable table) {
        machine.deliver(() -> step(new HolderInput.TableLearned(table)));
    }

    void lead(long closedThrough, LogMark end) {
        step(new HolderInput.LogAdvanced(closedThrough, end));
        step(new HolderInput.Led());
    }

    void deposed() {
        machine.deliver(() -> step(new HolderInput.Deposed()));
    }

    void logAdvanced(long closedThrough, LogMark end) {
        step(new HolderInput.LogAdvanced(closedThrough, end));
    }

    void answered(LeaseAnswer answer) {
        machine.deliver(() -> step(new HolderInput.Answered(answer)));
    }

    void tick() {
        machine.deliver(() -> step(new HolderInput.Tick()));
    }

    boolean mayAcknowledge(ShardId shard, Epoch epoch, long offset) {
        return holder.mayAcknowledge(shard, epoch, offset, machine.clock().read());
    }

    boolean holdsLease(ShardId shard, Epoch epoch) {
        return holder.remainingNanos(shard, epoch, machine.clock().read()) > 0;
    }

    ShardSet held(RoutingTable table) {
        return holder.held(table, machine.clock().read());
    }

    private void step(HolderInput input) {
        for (var effect : holder.step(input, machine.clock().read())) {
            switch (effect) {
                case HolderEffect.Send(var witness, var ask) ->
                        fleet.network()
                                .send(
                                        site.place(),
                                        fleet.witness(witness).place(),
                                        () -> fleet.witness(witness).asked(ask));
                case HolderEffect.TableFound(var table) -> site.spread(table);
            }
        }
        tableOnDisk = holder.table();
    }
}
