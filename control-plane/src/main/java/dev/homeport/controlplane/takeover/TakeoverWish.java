package dev.homeport.controlplane.takeover;

import dev.homeport.vocabulary.SiteId;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A site that is to be taken over. Immutable and thread-safe.
 *
 * @param lost the site
 * @param to the new home of its shards; chosen where it is not named
 * @param fence why the site acknowledges nothing more, if somebody attests that
 * @param expectedVersion the table that the operator looked at; another one is refused
 * @param by who asks
 * @param reason why, in a sentence
 */
public record TakeoverWish(
        SiteId lost,
        Optional<SiteId> to,
        Optional<String> fence,
        OptionalLong expectedVersion,
        String by,
        String reason) {}
