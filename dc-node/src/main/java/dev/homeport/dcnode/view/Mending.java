package dev.homeport.dcnode.view;

import dev.homeport.dcnode.entry.UnreadableEntryException;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the view's thread does between batches for shards that do not hold what they should. Its
 * figures by any thread.
 */
final class Mending {

    private static final Logger LOG = LoggerFactory.getLogger(Mending.class);

    private final Reseed reseed;
    private final ViewListener listener;
    private volatile Runnable digestsChanged = () -> {};
    private volatile IntSupplier differing = () -> 0;

    Mending(Reseed reseed, ViewListener listener) {
        this.reseed = reseed;
        this.listener = listener;
    }

    void onDigests(Runnable changed, IntSupplier found) {
        digestsChanged = changed;
        differing = found;
    }

    int reseeding() {
        return reseed.flagged().size();
    }

    int differing() {
        return differing.getAsInt();
    }

    /** What is known of the store may be out of date. */
    void lookAnew() {
        reseed.homesChanged();
        reseed.wanted();
        digestsChanged.run();
    }

    /** Does one step for shards that are built again. */
    Reseed.Step step(long position) throws UnreadableEntryException {
        var step = reseed.step(position);
        if (!step.rebuilt().isEmpty()) {
            LOG.info("Shards {} are built again from the log", step.rebuilt());
            listener.rebuilt(step.rebuilt());
            digestsChanged.run();
        }
        return step;
    }

    /** Notes what a batch means for shards that are or have to be built again. */
    void applied(ViewBatch batch, ViewStore.Result.Applied applied) {
        for (var flagged : applied.flagged()) {
            LOG.error(
                    "ALARM: shards {} are to be built again from the log: {}",
                    flagged.shards(),
                    flagged.reason());
            listener.flagged(flagged.shards());
        }
        if (applied.homesChanged()) {
            reseed.homesChanged();
        }
        if (!applied.flagged().isEmpty()) {
            reseed.wanted();
        }
        if (applied.homesChanged() || batch.hasStatements()) {
            digestsChanged.run();
        }
    }
}
