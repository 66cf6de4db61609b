package dev.homeport.dcnode.view;

import dev.homeport.vocabulary.ShardSet;

/**
 * Shards of the view that are to be built again from the log.
 *
 * @param shards the shards
 * @param reason why, for the operator
 */
public record Flagged(ShardSet shards, String reason) {}
