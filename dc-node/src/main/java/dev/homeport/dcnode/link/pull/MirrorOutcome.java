package dev.homeport.dcnode.link.pull;

import dev.homeport.quorumqueue.AppendResult;
import dev.homeport.quorumqueue.MirrorResult;
import dev.homeport.quorumqueue.Setback;
import dev.homeport.quorumqueue.StreamEnd;

/** What became of an append to a mirror, as far as it matters to a link. Immutable. */
public sealed interface MirrorOutcome {

    /**
     * It is there.
     *
     * @param end where the mirror ends
     */
    record Mirrored(StreamEnd end) implements MirrorOutcome {}

    /**
     * Entries before it are missing.
     *
     * @param expectedOffset the offset that must come next
     */
    record Gap(long expectedOffset) implements MirrorOutcome {}

    /**
     * It was not appended, nor would it be if it were tried again.
     *
     * @param reason why
     */
    record Refused(String reason) implements MirrorOutcome {}

    /**
     * It was not appended, or that is not known; trying again is harmless.
     *
     * @param reason why
     */
    record Delayed(String reason) implements MirrorOutcome {}

    /** What a result means to a link. */
    static MirrorOutcome of(MirrorResult result) {
        return switch (result) {
            case MirrorResult.Mirrored(var end, var appended) -> new Mirrored(end);
            case MirrorResult.Gap(var expected) -> new Gap(expected);
            case MirrorResult.Diverged(var offset, var here, var there) ->
                    new Refused(
                            "it is not the stream that is mirrored here: at offset "
                                    + offset
                                    + " the hash is "
                                    + Long.toHexString(here.prefix())
                                    + " here and "
                                    + Long.toHexString(there.prefix())
                                    + " there");
            case MirrorResult.Refused(var reason) -> new Refused(reason);
            case AppendResult.Unsupported(var type, var version) ->
                    new Refused(
                            "this release does not know entry type "
                                    + type
                                    + " in format version "
                                    + version
                                    + "; install a newer one");
            case Setback setback -> new Delayed(say(setback));
        };
    }

    private static String say(Setback setback) {
        return switch (setback) {
            case Setback.NotLeader(var leader) ->
                    "the log has another leader"
                            + (leader.isPresent() ? ", node " + leader.getAsInt() : " or none");
            case Setback.Overloaded(var limit, var retryAfter) -> "the log takes nothing: " + limit;
            case Setback.Unknown(var reason) -> "the log's answer is not known: " + reason;
        };
    }
}
