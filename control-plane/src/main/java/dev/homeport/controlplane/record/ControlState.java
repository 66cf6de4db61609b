package dev.homeport.controlplane.record;

import dev.homeport.controlplane.topology.Policy;
import dev.homeport.controlplane.topology.Topology;
import dev.homeport.vocabulary.RoutingTable;
import java.util.Optional;

/**
 * All that the control plane knows, replayed from its records and from nothing else. The three
 * parts come together, with the first decision. Immutable and thread-safe.
 *
 * @param decisions how many decisions it was replayed from
 * @param topology the fleet's sites
 * @param policy what operators have set
 * @param table who is home of what
 */
public record ControlState(
        long decisions,
        Optional<Topology> topology,
        Optional<Policy> policy,
        Optional<RoutingTable> table) {

    /** Before the first decision. */
    public static final ControlState EMPTY =
            new ControlState(0, Optional.empty(), Optional.empty(), Optional.empty());

    /** Version of the routing table, 0 before the first. */
    public long tableVersion() {
        return table.map(RoutingTable::version).orElse(0L);
    }

    /**
     * The state after a decision: its records applied one after the other.
     *
     * @throws BrokenRuleException if another decision came in between, a record is forbidden, or
     *     what they make does not hold together
     */
    public ControlState after(Decision decision) throws BrokenRuleException {
        if (decision.basis() != decisions) {
            throw new BrokenRuleException(
                    "decision: it was made after "
                            + decision.basis()
                            + " decisions, but "
                            + decisions
                            + " stand; look at what they say and decide again");
        }
        var next = this;
        for (var record : decision.records()) {
            next = record.applyTo(next);
        }
        next = new ControlState(decisions + 1, next.topology(), next.policy(), next.table());
        next.check();
        return next;
    }

    /** What must hold after every decision, whatever its records were. */
    private void check() throws BrokenRuleException {
        if (topology.isEmpty() || policy.isEmpty() || table.isEmpty()) {
            throw new BrokenRuleException(
                    "state: topology, policy and table are first recorded together");
        }
        var sites = topology.get().names();
        for (var allotment : table.get().allotments()) {
            if (!sites.contains(allotment.home())) {
                throw new BrokenRuleException(
                        "table: the home " + allotment.home() + " is no site of the topology");
            }
        }
        if (!sites.containsAll(table.get().witnesses())) {
            throw new BrokenRuleException(
                    "table: not all of the witnesses "
                            + table.get().witnesses()
                            + " are sites of the topology");
        }
        if (!table.get().leases().equals(policy.get().isolationBudgets())) {
            throw new BrokenRuleException(
                    "table: its leases are not the isolation budgets of the policy; record both"
                            + " together");
        }
    }

    ControlState with(Topology newTopology) {
        return new ControlState(decisions, Optional.of(newTopology), policy, table);
    }

    ControlState with(Policy newPolicy) {
        return new ControlState(decisions, topology, Optional.of(newPolicy), table);
    }

    ControlState with(RoutingTable newTable) {
        return new ControlState(decisions, topology, policy, Optional.of(newTable));
    }
}
