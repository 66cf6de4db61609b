package dev.homeport.controlplane.record;

import dev.homeport.vocabulary.RoutingTable;

/**
 * From now on this is the fleet's routing table.
 *
 * @param table the table, whole
 */
public record TableCommitted(RoutingTable table) implements ControlRecord {

    @Override
    public ControlState applyTo(ControlState state) throws BrokenRuleException {
        var held = state.table();
        if (held.isPresent() && !table.mayReplace(held.get())) {
            var older = held.get();
            if (table.version() == older.version() && !table.equals(older)) {
                throw new BrokenRuleException(
                        "ALARM: two different routing tables of version " + table.version());
            }
            throw new BrokenRuleException(
                    "table: version "
                            + table.version()
                            + " of fleet "
                            + table.fleet()
                            + " may not replace version "
                            + older.version()
                            + " of fleet "
                            + older.fleet()
                            + ": it needs a higher version, and per shard a higher epoch or the"
                            + " same epoch and home");
        }
        if (held.isPresent() && !table.continues(held.get())) {
            throw new BrokenRuleException(
                    "table: version "
                            + table.version()
                            + " does not go on from version "
                            + held.get().version()
                            + ": a shard's chain keeps every link since the last confirmed opening;"
                            + " add to the table that stands");
        }
        return state.with(table);
    }
}
