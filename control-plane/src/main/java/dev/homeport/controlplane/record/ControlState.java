package dev.homeport.controlplane.record;

import dev.homeport.controlplane.move.Move;
import dev.homeport.controlplane.move.Moves;
import dev.homeport.controlplane.move.NativeHomes;
import dev.homeport.controlplane.topology.Policy;
import dev.homeport.controlplane.topology.Topology;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that the control plane knows, replayed from its records and from nothing else. Topology,
 * policy and table come together, with the first decision. Immutable and thread-safe.
 *
 * @param decisions how many decisions it was replayed from
 * @param topology the fleet's sites
 * @param policy what operators have set
 * @param table who is home of what
 * @param natives which shards are each site's own; none in a log that is older than moves
 * @param moves changes of homes
 * @param proposals the takeovers that an operator is to decide on, by the lost site
 */
public record ControlState(
        long decisions,
        Optional<Topology> topology,
        Optional<Policy> policy,
        Optional<RoutingTable> table,
        NativeHomes natives,
        Moves moves,
        SortedMap<SiteId, Proposal> proposals) {

    /** Before the first decision. */
    public static final ControlState EMPTY =
            new ControlState(
                    0,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    NativeHomes.NONE,
                    Moves.NONE);

    /** Makes a state. */
    public ControlState {
        proposals = Collections.unmodifiableSortedMap(new TreeMap<>(proposals));
    }

    /** A state in which no takeover is proposed. */
    public ControlState(
            long decisions,
            Optional<Topology> topology,
            Optional<Policy> policy,
            Optional<RoutingTable> table,
            NativeHomes natives,
            Moves moves) {
        this(decisions, topology, policy, table, natives, moves, new TreeMap<>());
    }

    /** Version of the routing table, 0 before the first. */
    public long tableVersion() {
        return table.map(RoutingTable::version).orElse(0L);
    }

    /**
     * Which shards are each site's own. Where that was never recorded nothing has moved yet, and so
     * they are where the table has them.
     */
    public NativeHomes nativesOrToday() {
        return natives.isEmpty() ? table.map(NativeHomes::asIn).orElse(NativeHomes.NONE) : natives;
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
        next =
                new ControlState(
                        decisions + 1,
                        next.topology(),
                        next.policy(),
                        next.table(),
                        next.natives(),
                        next.moves(),
                        next.proposals());
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
        checkSites(sites, topology.get());
        checkMoves(sites, table.get());
    }

    private void checkSites(Set<SiteId> sites, Topology fleet) throws BrokenRuleException {
        if (!sites.containsAll(natives.bySite().keySet())) {
            throw new BrokenRuleException(
                    "natives: not all of "
                            + natives.bySite().keySet()
                            + " are sites of the topology");
        }
        if (!sites.containsAll(proposals.keySet())
                || !sites.containsAll(policy.map(p -> p.automation().keySet()).orElse(Set.of()))) {
            throw new BrokenRuleException(
                    "state: a proposal or the policy names a site that is none of the topology");
        }
        for (var site : fleet.sites()) {
            if (site.standIn().isPresent() && !sites.contains(site.standIn().get())) {
                throw new BrokenRuleException(
                        "topology: "
                                + site.standIn().get()
                                + ", the stand-in of "
                                + site.name()
                                + ", is no site of the topology");
            }
        }
    }

    private void checkMoves(Set<SiteId> sites, RoutingTable stands) throws BrokenRuleException {
        if (moves.open().size() > Moves.MOST_OPEN) {
            throw new BrokenRuleException(
                    "moves: " + moves.open().size() + " are open; at most " + Moves.MOST_OPEN);
        }
        var moving = ShardSet.none();
        for (var move : moves.open().values()) {
            if (!sites.contains(move.site())) {
                throw new BrokenRuleException(
                        "move: " + move.site() + " of " + move.id() + " is no site");
            }
            if (moving.intersects(move.shards())) {
                throw new BrokenRuleException(
                        "moves: shards "
                                + moving.intersection(move.shards())
                                + " are in two open moves");
            }
            moving = moving.union(move.shards());
            checkTransfers(move, stands);
        }
    }

    /** The table has given the shards where the move says, or has gone on from there. */
    private static void checkTransfers(Move move, RoutingTable stands) throws BrokenRuleException {
        for (var transfer : move.transfers()) {
            for (var allotment : stands.allotments()) {
                var given =
                        allotment.epoch().isAfter(transfer.epoch())
                                || (allotment.epoch().equals(transfer.epoch())
                                        && allotment.home().equals(transfer.to()));
                if (!given && allotment.shards().intersects(transfer.shards())) {
                    throw new BrokenRuleException(
                            "move: the table does not give shards "
                                    + allotment.shards().intersection(transfer.shards())
                                    + " of "
                                    + move.id()
                                    + " to "
                                    + transfer.to()
                                    + " at epoch "
                                    + transfer.epoch());
                }
            }
        }
    }

    ControlState with(Topology newTopology) {
        return new ControlState(
                decisions, Optional.of(newTopology), policy, table, natives, moves, proposals);
    }

    ControlState with(Policy newPolicy) {
        return new ControlState(
                decisions, topology, Optional.of(newPolicy), table, natives, moves, proposals);
    }

    ControlState with(RoutingTable newTable) {
        return new ControlState(
                decisions, topology, policy, Optional.of(newTable), natives, moves, proposals);
    }

    ControlState with(NativeHomes newNatives) {
        return new ControlState(decisions, topology, policy, table, newNatives, moves, proposals);
    }

    ControlState with(Moves newMoves) {
        return new ControlState(decisions, topology, policy, table, natives, newMoves, proposals);
    }

    ControlState with(SortedMap<SiteId, Proposal> newProposals) {
        return new ControlState(decisions, topology, policy, table, natives, moves, newProposals);
    }
}
