package dev.homeport.coordinator.claim;

import dev.homeport.vocabulary.ShardSet;
import java.util.List;

/**
 * Under which versions of the secret names are hashed. Immutable and thread-safe.
 *
 * @param current the version in use; the old one while it is being changed
 * @param next the version that it is being changed to; 0 when it is not
 * @param endsAtTick the first tick at which the change may end
 * @param waiting the shards whose homes have not claimed again yet
 */
public record KeyVersions(int current, int next, long endsAtTick, ShardSet waiting) {

    /** The versions of a new fleet. */
    public static final KeyVersions FIRST = new KeyVersions(1, 0, 0, ShardSet.none());

    /**
     * Makes the versions.
     *
     * @throws IllegalArgumentException if the next version is not above the current one
     */
    public KeyVersions {
        if (current < 1 || next > ClaimKey.MAX_VERSION || (next != 0 && next <= current)) {
            throw new IllegalArgumentException(
                    "versions: "
                            + current
                            + " to "
                            + next
                            + "; the new one is higher, at most "
                            + ClaimKey.MAX_VERSION);
        }
    }

    /** Whether the secret is being changed. */
    public boolean isRotating() {
        return next != 0;
    }

    /** The versions that every operation carries keys of, ascending. */
    public List<Integer> required() {
        return isRotating() ? List.of(current, next) : List.of(current);
    }
}
