package dev.homeport.client.control;

import java.util.OptionalLong;

/**
 * A takeover that the control plane proposes, and that an operator decides on. Immutable.
 *
 * @param sinceMillis since when, in milliseconds since 1970, if that is known
 * @param why why, in a sentence
 */
public record Proposal(OptionalLong sinceMillis, String why) {}
