package dev.homeport.regionrouter.route;

import dev.homeport.regionrouter.geography.Country;
import dev.homeport.regionrouter.geography.Geography;
import dev.homeport.regionrouter.geography.Placement;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.RoutingTable;
import java.util.Optional;

/**
 * Answers which site is home of a subject. An address is answered from geography alone, an account
 * from the routing table, a handle from the directory and then the table. Thread-safe; blocks only
 * for a handle, as long as the directory does.
 *
 * @param geography decides for addresses
 * @param tables has the routing table
 * @param directory knows the owners of handles
 */
public record RouteDesk(Geography geography, RoutingTableSource tables, HandleDirectory directory) {

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

    private static RouteDecision ofPlacement(Placement placement, Optional<RoutingTable> table) {
        var emptied =
                table.filter(t -> t.shardsHomedAt(placement.home()).isEmpty())
                        .map(t -> "; at version " + t.version() + " it is home of no shard")
                        .orElse("");
        return new RouteDecision(
                placement.subject().toString(),
                Optional.ofNullable(placement.country()).map(Country::code).orElse(null),
                placement.rule(),
                placement.home().name(),
                null,
                table.map(RoutingTable::version).orElse(null),
                placement.reason() + emptied);
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
