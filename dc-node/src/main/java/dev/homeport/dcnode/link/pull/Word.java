package dev.homeport.dcnode.link.pull;

import dev.homeport.quorumqueue.StreamEnd;
import dev.homeport.vocabulary.SiteId;
import java.util.List;
import java.util.Optional;

/**
 * What a node says that serves an origin's entries. Immutable.
 *
 * @param echo number of the last ping that it had heard, 0 before the first
 * @param ends where each stream of the origin ends there, in the order of incarnations
 * @param led whether it is in touch with a leader of its site's log; if not, its ends may be old
 * @param unshipped what it has not shipped yet of the stream that it ships
 * @param cargo what comes with it
 */
public record Word(
        long echo,
        List<StreamEnd> ends,
        boolean led,
        Optional<Unshipped> unshipped,
        Optional<Cargo> cargo) {

    /** Makes a word. */
    public Word {
        ends = List.copyOf(ends);
    }

    /** Whose streams it speaks of, if it names one. */
    public Optional<SiteId> origin() {
        return cargo.orElse(null) instanceof Shipment shipment
                ? Optional.of(shipment.stream().site())
                : ends.stream().findFirst().map(end -> end.stream().site());
    }

    /** The word without the entries of its batch, which is as much as the machine looks at. */
    public Word withoutEntries() {
        return new Word(
                echo,
                ends,
                led,
                unshipped,
                cargo.map(each ->
                        each instanceof Shipment shipment ? shipment.withoutEntries() : each));
    }

    /** Where a stream ends there; 0 when nothing of it is there. */
    public long endOf(long incarnation) {
        for (var end : ends) {
            if (end.stream().incarnation() == incarnation) {
                return end.lastOffset();
            }
        }
        return 0;
    }
}
