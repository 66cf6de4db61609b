package dev.homeport.quorumqueue.adapter.ratis;

import dev.homeport.quorumqueue.Admission;
import dev.homeport.quorumqueue.Setback;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the log under its cap and off a full disk: ordinary entries are refused first, so that
 * openings, closings and cursors still get through. Thread-safe.
 */
final class Capacity {

    private static final Logger LOG = LoggerFactory.getLogger(Capacity.class);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final long LOOK_EVERY_NANOS = 1_000_000_000;

    private final Path folder;
    private final long capBytes;
    private final AtomicLong logBytes;
    private final AtomicLong lookedAtNanos = new AtomicLong(System.nanoTime() - LOOK_EVERY_NANOS);
    private volatile long freeBytes = Long.MAX_VALUE;

    Capacity(Path folder, long capBytes, long logBytes) {
        this.folder = folder;
        this.capBytes = capBytes;
        this.logBytes = new AtomicLong(logBytes);
    }

    void grown(int bytes) {
        logBytes.addAndGet(bytes);
    }

    long logBytes() {
        return logBytes.get();
    }

    long capBytes() {
        return capBytes;
    }

    /** Why ordinary entries are refused now, if they are. */
    Optional<String> fullness() {
        return limit(Admission.ORDINARY, 0);
    }

    /** Why there is no room for so many bytes more, if there is none. */
    Optional<Setback> refusal(Admission admission, long bytes) {
        return limit(admission, bytes).map(limit -> new Setback.Overloaded(limit, RETRY_AFTER));
    }

    private Optional<String> limit(Admission admission, long bytes) {
        var reserve =
                switch (admission) {
                    case ORDINARY -> ReplicaSettings.RESERVE_BYTES;
                    case CONTROL -> 0;
                };
        var size = logBytes.get();
        if (size + bytes > capBytes - reserve) {
            return Optional.of(
                    "the log is at its cap: "
                            + size
                            + " of "
                            + capBytes
                            + " bytes, "
                            + reserve
                            + " of them kept for control entries");
        }
        var free = freeBytes();
        var floor =
                switch (admission) {
                    case ORDINARY -> ReplicaSettings.MIN_FREE_BYTES;
                    case CONTROL -> ReplicaSettings.MIN_FREE_BYTES / 4;
                };
        if (free < floor) {
            return Optional.of("the log's disk is nearly full: " + free + " bytes are free");
        }
        return Optional.empty();
    }

    private long freeBytes() {
        var now = System.nanoTime();
        var last = lookedAtNanos.get();
        if (now - last >= LOOK_EVERY_NANOS && lookedAtNanos.compareAndSet(last, now)) {
            try {
                freeBytes = Files.getFileStore(folder).getUsableSpace();
            } catch (IOException e) {
                LOG.warn("the free space of {} cannot be read", folder, e);
            }
        }
        return freeBytes;
    }
}
