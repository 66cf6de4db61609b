package dev.homeport.regionrouter.route;

import dev.homeport.regionrouter.geography.Country;
import dev.homeport.regionrouter.geography.Geography;
import dev.homeport.regionrouter.geography.Placement;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.SiteId;
import java.util.HashSet;
import java.util.Optional;

/**
 * Answers which site is home of a subject. An address is answered from geography, and by the site
 * that stands in where geography's has no homes; an account from the routing table, a handle from
 * the directory and then the table. Thread-safe; blocks only for a handle, as long as the directory
 * does.
 *
 * @param geography decides for addresses
 * @param tables has the routing table
 * @param directory knows the owners of handles
 * @param standIns knows who takes the newcomers of evacuated sites
 */
public record RouteDesk(
        Geography geography,
        RoutingTableSource tables,
        HandleDirectory directory,
        StandIns standIns) {

    /** A desk of a process that knows of no evacuated sites. */
    public RouteDesk(Geography geography, RoutingTableSource tables, HandleDirectory directory) {
        this(geography, tables, directory, StandIns.none());
    }

    /** Answers for one subject. */
    public RouteAnswer answer(Subject subject) {
        return switch (subject) {
            case Subject.Address(var ip) ->
                    new RouteAnswer.Decided(
                            ofPlacement(geography.placementOf(ip), tables.current()));
            case Subject.Account(var id) -> ofAccount(subject, id, "");
            case Subject.OfHandle(var handle) ->
                    switch (directory.find(handle)) {
                        case HandleDirectory.Lookup.Found(var id) ->
                                ofAccount(subject, id, "it belongs to account " + id + "; ");
                        case HandleDirectory.Lookup.Nobody() ->
                                RouteAnswer.Refused.of(
                                        ErrorCode.NOT_FOUND,
                                        "handle",
                                        handle.text(),
                                        "belongs to nobody",
                                        "check how it is written");
                        case HandleDirectory.Lookup.Unavailable(var why) ->
                                RouteAnswer.Refused.of(
                                        ErrorCode.UNAVAILABLE,
                                        "handle",
                                        handle.text(),
                                        "cannot be looked up: " + why,
                                        "ask a server that reaches the account id coordinator");
                    };
        };
    }

    private RouteDecision ofPlacement(Placement placement, Optional<RoutingTable> table) {
        var home = placement.home();
        var reason = new StringBuilder(placement.reason());
        // Each site at most once: stand-ins that name each other are no way out.
        var passed = new HashSet<SiteId>();
        while (passed.add(home)) {
            var emptied = emptied(home, table);
            if (emptied.isEmpty()) {
                break;
            }
            reason.append("; ").append(emptied.get());
            var next = standIns.of(home).filter(site -> !passed.contains(site));
            if (next.isEmpty()) {
                break;
            }
            home = next.get();
            reason.append(", so ").append(home).append(" takes its newcomers");
        }
        return new RouteDecision(
                placement.subject().toString(),
                Optional.ofNullable(placement.country()).map(Country::code).orElse(null),
                placement.rule(),
                home.name(),
                null,
                table.map(RoutingTable::version).orElse(null),
                reason.toString());
    }

    /** Why a site can take nobody, if that is so. */
    private Optional<String> emptied(SiteId site, Optional<RoutingTable> table) {
        if (standIns.isEvacuated(site)) {
            return Optional.of(site + " is evacuated");
        }
        return table.filter(t -> t.shardsHomedAt(site).isEmpty())
                .map(t -> "at version " + t.version() + " " + site + " is home of no shard");
    }

    private RouteAnswer ofAccount(Subject subject, AccountId id, String before) {
        return tables.current()
                .<RouteAnswer>map(
                        table -> new RouteAnswer.Decided(byTable(subject, id, before, table)))
                .orElseGet(() ->
                        RouteAnswer.Refused.of(
                                ErrorCode.UNAVAILABLE,
                                "account",
                                id,
                                "cannot be routed: there is no routing table here",
                                "ask a server that has one"));
    }

    private static RouteDecision byTable(
            Subject subject, AccountId id, String before, RoutingTable table) {
        var shard = id.shard();
        var home = table.homeOf(shard);
        var epoch = table.epochOf(shard);
        return new RouteDecision(
                subject.toString(),
                null,
                RouteDecision.BY_TABLE,
                home.name(),
                epoch.value(),
                table.version(),
                before
                        + "shard "
                        + shard
                        + " is at home in "
                        + home
                        + " since epoch "
                        + epoch
                        + ", says version "
                        + table.version()
                        + " of the routing table");
    }
}
