package dev.homeport.client.control;

import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.SiteId;

/**
 * Shards that go from one site to another. Immutable.
 *
 * @param shards which, such as {@code 0-1365}
 * @param from the home until then
 * @param to the home from then on
 * @param epoch the epoch that the new home opens
 */
public record Transfer(String shards, SiteId from, SiteId to, Epoch epoch) {}
