package dev.homeport.dcnode.home.witness;

import dev.homeport.dcnode.home.lease.LogMark;
import dev.homeport.dcnode.home.lease.StoreNumber;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What witnesses say to each other. Every answer repeats the number of the round that asked. */
public sealed interface PeerMessage {

    /**
     * Asks a witness to confirm the number that the sender came back with, or to teach it.
     *
     * @param round number of the round within the sender's boot
     */
    record Consult(long round) implements PeerMessage {}

    /**
     * Answers {@link Consult}.
     *
     * @param round the round that asked
     * @param heardOfYou the highest number of the asker that the answerer knows
     * @param knowledge what the answerer knows; null while it has itself everything to learn
     */
    record Counsel(long round, StoreNumber heardOfYou, @Nullable Knowledge knowledge)
            implements PeerMessage {}

    /**
     * Asks a witness to record the generation that the sender takes.
     *
     * @param round number of the round within the sender's boot
     * @param generation the generation
     */
    record TakeGeneration(long round, long generation) implements PeerMessage {}

    /**
     * Answers {@link TakeGeneration} once it is on disk.
     *
     * @param round the round that asked
     * @param generation the generation
     */
    record GenerationRecorded(long round, long generation) implements PeerMessage {}

    /**
     * What one witness can teach another.
     *
     * @param table the newest table
     * @param floors committed end of each site's stream
     * @param ceilings highest offset that each site may have acknowledged
     * @param heard the highest number of each witness
     * @param grantMark up to where sequence numbers of accounts may have been granted
     */
    record Knowledge(
            RoutingTable table,
            Map<SiteLog, LogMark> floors,
            Map<SiteLog, Long> ceilings,
            Map<SiteId, StoreNumber> heard,
            long grantMark) {

        /** Makes a piece of knowledge. */
        public Knowledge {
            floors = Map.copyOf(floors);
            ceilings = Map.copyOf(ceilings);
            heard = Map.copyOf(heard);
        }
    }
}
