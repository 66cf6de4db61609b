package dev.homeport.quorumqueue.frame;

import dev.homeport.quorumqueue.Draft;
import dev.homeport.quorumqueue.RunningHash;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.SiteLog;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Steps a stream's running hash. Not thread-safe: it keeps a digest for reuse; give each thread one
 * of its own.
 */
public final class HashChain {

    private final MessageDigest digest;

    /** Makes a chain stepper. */
    public HashChain() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * The hash of a stream without entries. It depends on fleet, site and incarnation, so that the
     * first entry of one stream can never be taken for the first of another.
     */
    public RunningHash start(FleetId fleet, SiteLog stream) {
        digest.update("homeport stream\0".getBytes(StandardCharsets.US_ASCII));
        digest.update(
                ByteBuffer.allocate(24)
                        .putLong(fleet.value().getMostSignificantBits())
                        .putLong(fleet.value().getLeastSignificantBits())
                        .putLong(stream.incarnation())
                        .flip());
        digest.update(stream.site().name().getBytes(StandardCharsets.US_ASCII));
        return RunningHash.copyOf(digest.digest());
    }

    /** The hash after one more entry. */
    public RunningHash next(RunningHash previous, long offset, Draft draft) {
        var id = draft.id().value().getBytes(StandardCharsets.US_ASCII);
        var payload = draft.payload();
        digest.update(previous.asByteBuffer());
        digest.update(
                ByteBuffer.allocate(20)
                        .putLong(offset)
                        .putInt(draft.type())
                        .putInt(draft.formatVersion())
                        .putInt(id.length)
                        .flip());
        digest.update(id);
        digest.update(payload.asByteBuffer());
        return RunningHash.copyOf(digest.digest());
    }
}
