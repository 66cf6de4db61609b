package dev.homeport.simulation.move;

import dev.homeport.controlplane.topology.SiteState;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardId;
import java.util.Optional;

/** What the fleet must come to once everything has healed and nobody wants anything new. */
final class MoveRest {

    private final MoveFleet fleet;

    MoveRest(MoveFleet fleet) {
        this.fleet = fleet;
    }

    /** What is still missing; nothing when the fleet has come to rest. */
    Optional<String> missing() {
        var open = fleet.control().state().moves().open();
        if (!open.isEmpty()) {
            return Optional.of("moves " + open.keySet() + " go on");
        }
        for (var account : MoveSettings.accounts()) {
            var homes = trouble(account.shard());
            if (homes.isPresent()) {
                return homes;
            }
        }
        for (var site : fleet.sites()) {
            var first = fleet.sites().getFirst();
            if (!site.log().ends().equals(first.log().ends())) {
                return Optional.of("logs end at different places");
            }
            if (site.view().position() < site.log().last()) {
                return Optional.of("the view of " + site.id() + " is behind");
            }
            var healing = healing(site);
            if (healing.isPresent()) {
                return healing;
            }
            if (!site.view().allIsDelivered()) {
                return Optional.of(site.id() + " has undelivered messages");
            }
            if (site.view().sum() != first.view().sum()) {
                return Optional.of(site.id() + " shows other contents than " + first.id());
            }
        }
        return fleet.clients().stream().map(this::trouble).flatMap(Optional::stream).findFirst();
    }

    /** What of a takeover is not put right yet. */
    private Optional<String> healing(ModelSite site) {
        if (!fleet.settings().losesSites()) {
            return Optional.empty();
        }
        if (!site.view().rebuilding().flagged().isEmpty()) {
            return Optional.of(site.id() + " builds parts of its view again");
        }
        var account = site.adoption().account();
        if (account.searched() < site.log().last() || account.pending() > 0) {
            return Optional.of(
                    site.id()
                            + " has searched up to "
                            + account.searched()
                            + " of "
                            + site.log().last()
                            + ", and knows "
                            + account.pending()
                            + " entries that nobody has adopted");
        }
        var state = fleet.control().state().topology().orElseThrow().site(site.id());
        return state.filter(its -> its.state() == SiteState.TAKEN_OVER)
                .map(_ -> site.id() + " has not got its shards back");
    }

    private Optional<String> trouble(ShardId shard) {
        var table = fleet.control().table();
        for (var site : fleet.sites()) {
            var epoch = site.log().homes().of(site.stream()).ledger().openEpoch(shard);
            var wanted = table.homeOf(shard).equals(site.id()) ? table.epochOf(shard) : Epoch.NONE;
            if (!epoch.equals(wanted)) {
                return Optional.of(
                        "shard "
                                + shard
                                + " is open at "
                                + site.id()
                                + " at "
                                + epoch
                                + ", not "
                                + wanted);
            }
        }
        return Optional.empty();
    }

    private Optional<String> trouble(ModelClient client) {
        if (!client.isIdle()) {
            return Optional.of("account " + client.account() + " has a message unanswered");
        }
        var at = fleet.sites().get(client.at());
        var inbox = at.view().inbox(client.account());
        if (!inbox.isEmpty() && !inbox.lastKey().equals(client.key())) {
            return Optional.of("account " + client.account() + " has not read its inbox");
        }
        return fleet.invariants().hasRead(client, at)
                ? Optional.empty()
                : Optional.of("account " + client.account() + " keeps what is not in its inbox");
    }
}
