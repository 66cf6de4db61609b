package dev.homeport.quorumqueue;

import dev.homeport.vocabulary.SiteLog;

/**
 * Where a stream ends in this site's log, as far as it is applied on this node.
 *
 * @param stream the stream
 * @param lastOffset offset of its last entry, 0 when it has none
 * @param hash its running hash there
 */
public record StreamEnd(SiteLog stream, long lastOffset, RunningHash hash) {}
