package dev.homeport.client.session;

import dev.homeport.client.SyncKey;
import dev.homeport.client.SyncStart;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far an inbox was handed on, and how far that was confirmed to the site. Not thread-safe. */
final class InboxMark {

    /** Sites push at most 256 messages ahead of the confirmations. */
    private static final int CONFIRM_EVERY = 64;

    private @Nullable SyncKey after;
    private @Nullable SyncKey confirmed;
    private int unconfirmed;

    InboxMark(Optional<SyncKey> after) {
        this.after = after.orElse(null);
    }

    Optional<SyncKey> after() {
        return Optional.ofNullable(after);
    }

    /**
     * Takes a welcome.
     *
     * @return the last place that was handed on, if the inbox goes on from an earlier one
     */
    Optional<SyncKey> welcome(SyncKey from, SyncStart start) {
        var seen = after;
        if (seen == null) {
            after = from;
            return Optional.empty();
        }
        if (start != SyncStart.ROLLED_BACK) {
            return Optional.empty();
        }
        rollBack(from);
        return Optional.of(seen);
    }

    /**
     * The last place that was handed on, if a message of a later home passes over it: then that
     * home does not have what another site told.
     *
     * @param before the last place that the later home told before the message
     */
    Optional<SyncKey> passedOver(SyncKey before, SyncKey key) {
        return after().filter(seen -> seen.isAfter(before) && key.epoch().isAfter(seen.epoch()));
    }

    /** Goes on from an earlier place. */
    void rollBack(SyncKey to) {
        after = to;
        confirmed = null;
        unconfirmed = 0;
    }

    /**
     * Takes a message, unless it has been handed on before: then the site that sent it does not
     * know so yet, and is to be told again.
     */
    boolean take(SyncKey key) {
        if (after != null && !key.isAfter(after)) {
            confirmed = null;
            unconfirmed++;
            return false;
        }
        after = key;
        unconfirmed++;
        return true;
    }

    /** The place to confirm now, if there is one. */
    Optional<SyncKey> toConfirm(boolean whatever) {
        if (after == null || unconfirmed == 0 || (!whatever && unconfirmed < CONFIRM_EVERY)) {
            return Optional.empty();
        }
        unconfirmed = 0;
        if (after.equals(confirmed)) {
            return Optional.empty();
        }
        confirmed = after;
        return Optional.of(after);
    }
}
