package dev.homeport.quorumqueue;

/** What became of an append. */
public sealed interface AppendResult
        permits AppendResult.Appended, AppendResult.Unsupported, Setback {

    /**
     * The entry is durable on a majority of the site's replicas and judged. Only an effective
     * verdict (or a duplicate of an effective entry) may be acknowledged to a user.
     *
     * @param address its stream and offset
     * @param position its position in this site's log
     * @param verdict the judge's verdict
     */
    record Appended(EntryAddress address, long position, Verdict verdict) implements AppendResult {}

    /**
     * Nothing was done: this node's release does not know the entry's type or format version.
     *
     * @param type the entry's type
     * @param formatVersion the version of its format
     */
    record Unsupported(int type, int formatVersion) implements AppendResult, MirrorResult {}
}
