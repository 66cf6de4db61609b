package dev.homeport.dcnode.home.opening;

import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The entries of a site log that open and close homes. */
public sealed interface HomeEntry {

    /**
     * From here on nothing below an epoch is effective in this log.
     *
     * @param closings what is closed
     */
    record HomeClosed(List<Closing> closings) implements HomeEntry {

        /** Makes a closing entry. */
        public HomeClosed {
            closings = List.copyOf(closings);
        }
    }

    /**
     * From here on entries that carry an epoch are effective in this log.
     *
     * @param shards the shards that are opened
     * @param epoch the epoch at which they are opened
     * @param predecessor the opening that this one continues, {@link Epoch#NONE} for a shard's
     *     first
     * @param vector per origin and life of its log, the site's own included, how far its entries
     *     have been applied here: those are inherited, later ones of earlier epochs are not
     * @param pauses per site whose homes are taken over, the offset in the opening's own stream of
     *     the word on its mirror that the opening relies on; none in a planned move
     */
    record HomeOpened(
            ShardSet shards,
            Epoch epoch,
            Epoch predecessor,
            Map<SiteLog, Long> vector,
            Map<SiteId, Long> pauses)
            implements HomeEntry {

        /** Makes an opening entry that takes nothing over. */
        public HomeOpened(
                ShardSet shards, Epoch epoch, Epoch predecessor, Map<SiteLog, Long> vector) {
            this(shards, epoch, predecessor, vector, Map.of());
        }

        /** Makes an opening entry. */
        public HomeOpened {
            // In order, so that the same opening always reads the same.
            vector = Collections.unmodifiableMap(new TreeMap<>(vector));
            pauses = Collections.unmodifiableMap(new TreeMap<>(pauses));
        }
    }

    /**
     * One part of a closing.
     *
     * @param shards the shards
     * @param below the epoch below which everything is over
     */
    record Closing(ShardSet shards, Epoch below) {}
}
