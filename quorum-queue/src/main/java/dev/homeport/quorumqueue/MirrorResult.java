package dev.homeport.quorumqueue;

/** What became of a mirror batch. */
public sealed interface MirrorResult
        permits MirrorResult.Mirrored,
                MirrorResult.Gap,
                MirrorResult.Diverged,
                MirrorResult.Refused,
                AppendResult.Unsupported,
                Setback {

    /**
     * The stream is mirrored here at least to the end of the batch, or up to where the judge lets
     * it go for now; durable on a majority of the site's replicas and judged. A batch of entries
     * that were here already answers the same.
     *
     * @param end where the mirror of the stream ends
     * @param appended how many entries of the batch were new
     */
    record Mirrored(StreamEnd end, int appended) implements MirrorResult {}

    /**
     * Nothing was appended: entries before the batch are missing.
     *
     * @param expectedOffset the offset that must come next
     */
    record Gap(long expectedOffset) implements MirrorResult {}

    /**
     * Nothing was appended: the batch does not continue the stream that is mirrored here, or does
     * not give the hash that it names. Either it was damaged, or the origin's log is not what it
     * was (put back from an older copy without a new incarnation).
     *
     * @param offset where the two part: the last offset at which the hashes were compared
     * @param here the running hash here
     * @param there the running hash that the batch names or gives
     */
    record Diverged(long offset, RunningHash here, RunningHash there) implements MirrorResult {}

    /**
     * Nothing was appended, nor will it be: the stream is this site's own current one, or there are
     * more streams than a log keeps.
     *
     * @param reason why
     */
    record Refused(String reason) implements MirrorResult {}
}
