package dev.homeport.cli.load;

import dev.homeport.client.load.LoadOrder;
import dev.homeport.client.load.LoadOutcome;

/**
 * What the load tool did. Immutable.
 *
 * @param order what was wanted
 * @param outcome what came out
 * @param assignedBy who chose the users' homes
 * @param history where the histories were written to
 */
public record LoadReport(LoadOrder order, LoadOutcome outcome, String assignedBy, String history) {}
