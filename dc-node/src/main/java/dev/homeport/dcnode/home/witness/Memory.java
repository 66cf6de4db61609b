package dev.homeport.dcnode.home.witness;

import dev.homeport.dcnode.home.lease.HolderId;
import dev.homeport.dcnode.home.lease.LogMark;
import dev.homeport.dcnode.home.lease.StoreNumber;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a witness knows apart from its footprints; all of it only ever grows. */
final class Memory {

    private @Nullable RoutingTable table;
    private final TreeMap<HolderId, Long> sequences = new TreeMap<>();
    private final TreeMap<SiteLog, LogMark> floors = new TreeMap<>();
    private final TreeMap<SiteLog, Long> ceilings = new TreeMap<>();
    private final TreeMap<SiteId, StoreNumber> heard = new TreeMap<>();
    private long grantMark;

    Memory(WitnessState state) {
        table = state.table();
        sequences.putAll(state.sequences());
        floors.putAll(state.floors());
        ceilings.putAll(state.ceilings());
        heard.putAll(state.heard());
        grantMark = state.grantMark();
    }

    @Nullable RoutingTable table() {
        return table;
    }

    void take(RoutingTable newer) {
        table = newer;
    }

    boolean isLate(HolderId holder, long sequence) {
        return sequences.getOrDefault(holder, Long.MIN_VALUE) >= sequence;
    }

    void sequence(HolderId holder, long sequence) {
        sequences.put(holder, sequence);
    }

    /** Forgets the sequences of holders that hold nothing: a late ask of theirs does no harm. */
    void forgetSequences(Footprints footprints, HolderId except) {
        sequences.keySet().removeIf(h -> !h.equals(except) && !footprints.isHeldBy(h));
    }

    void floor(SiteLog log, LogMark floor) {
        floors.merge(log, floor, LogMark::max);
    }

    void ceiling(SiteLog log, long ceiling) {
        ceilings.merge(log, ceiling, Math::max);
    }

    StoreNumber heardOf(SiteId witness) {
        return heard.getOrDefault(witness, StoreNumber.ZERO);
    }

    void hear(SiteId witness, StoreNumber number) {
        heard.merge(witness, number, StoreNumber::max);
    }

    long grantMark() {
        return grantMark;
    }

    void grantMark(long mark) {
        grantMark = Math.max(grantMark, mark);
    }

    /** Takes what others know, the table excepted, which its own rule guards. */
    void learn(PeerMessage.Knowledge knowledge) {
        knowledge.floors().forEach(this::floor);
        knowledge.ceilings().forEach(this::ceiling);
        knowledge.heard().forEach(this::hear);
        grantMark(knowledge.grantMark());
    }

    /** What another witness may learn; null while there is nothing to teach. */
    PeerMessage.@Nullable Knowledge knowledge() {
        return table == null
                ? null
                : new PeerMessage.Knowledge(table, floors, ceilings, heard, grantMark);
    }

    WitnessState state(WitnessState.Standing standing, StoreNumber number, Footprints footprints) {
        return new WitnessState(
                standing,
                number,
                table,
                footprints.holdings(),
                Map.copyOf(sequences),
                floors,
                ceilings,
                heard,
                grantMark);
    }
}
