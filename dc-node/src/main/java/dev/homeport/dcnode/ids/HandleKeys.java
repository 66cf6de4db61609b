package dev.homeport.dcnode.ids;

import dev.homeport.coordinator.claim.ClaimKey;
import dev.homeport.coordinator.handle.ClaimHash;
import dev.homeport.coordinator.handle.HandleForm;
import dev.homeport.dcnode.entry.Handle;
import java.util.Comparator;
import java.util.List;

/** What stands for a handle in claims, under every secret in use. Thread-safe. */
public final class HandleKeys {

    private final HandleForm form = new HandleForm();
    private final List<ClaimHash> hashes;

    /**
     * Makes the keys.
     *
     * @param hashes one for each version of the fleet's claim secret in use, 1 or 2
     */
    public HandleKeys(List<ClaimHash> hashes) {
        if (hashes.isEmpty() || hashes.size() > 2) {
            throw new IllegalArgumentException(
                    "claim keys: "
                            + hashes.size()
                            + " versions; give the one in use, and the next one while it changes");
        }
        this.hashes = List.copyOf(hashes);
    }

    /** The keys of a handle, one of each version, ascending. */
    public List<ClaimKey> of(Handle handle) {
        var read = form.read(handle.text());
        return hashes.stream()
                .map(hash -> hash.key(read))
                .sorted(Comparator.naturalOrder())
                .toList();
    }
}
