package dev.homeport.dcnode.view;

import dev.homeport.dcnode.home.opening.Cut;
import dev.homeport.dcnode.home.opening.HomeEntry.HomeOpened;
import dev.homeport.quorumqueue.EntryAddress;
import dev.homeport.vocabulary.Epoch;
import java.util.Optional;

/** Whether an opening continues what a view shows of a shard. Pure. */
public final class Continuity {

    private Continuity() {}

    /**
     * Why the shard has to be built again, if it has to.
     *
     * @param opened the opening
     * @param latest the latest opening of the shard that the view has applied
     * @param last the shard's last entry with effect in the view
     */
    public static Optional<String> broken(
            HomeOpened opened, Epoch latest, Optional<EntryAddress> last) {
        if (!opened.epoch().isAfter(latest)) {
            return Optional.empty();
        }
        if (!latest.equals(opened.predecessor())) {
            return Optional.of(
                    "the opening of epoch "
                            + opened.epoch()
                            + " continues epoch "
                            + opened.predecessor()
                            + ", and the view shows epoch "
                            + latest);
        }
        var cut = new Cut(opened.vector());
        return last.filter(at -> !cut.covers(at.stream(), at.offset())).isPresent()
                ? Optional.of(
                        "the opening of epoch "
                                + opened.epoch()
                                + " leaves out what had taken effect here")
                : Optional.empty();
    }
}
