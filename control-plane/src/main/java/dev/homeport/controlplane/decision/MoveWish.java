package dev.homeport.controlplane.decision;

import dev.homeport.controlplane.move.MoveKind;
import dev.homeport.vocabulary.SiteId;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an operator wants moved. Immutable and thread-safe.
 *
 * @param kind what for
 * @param site the site that is evacuated or comes back
 * @param to where its shards go; only for an evacuation, and chosen where it is not named
 * @param expectedVersion the table that the operator looked at; another one is refused
 * @param by who asks
 * @param reason why, in a sentence
 */
public record MoveWish(
        MoveKind kind,
        SiteId site,
        Optional<SiteId> to,
        OptionalLong expectedVersion,
        String by,
        String reason) {}
