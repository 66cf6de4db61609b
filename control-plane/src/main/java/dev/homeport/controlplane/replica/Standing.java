package dev.homeport.controlplane.replica;

import dev.homeport.vocabulary.SiteId;
import java.util.Map;
import java.util.Set;

/**
 * Whether a replica that was started may decide and serve. A control plane that was put back from
 * an older copy must not hand out what it has long replaced: so it first hears from a majority of
 * the witnesses that its log is not behind what it once committed. Values are immutable and
 * thread-safe.
 */
public sealed interface Standing {

    /**
     * Not yet.
     *
     * @param why in a sentence
     */
    record Waiting(String why) implements Standing {}

    /**
     * Its log is behind what witnesses know.
     *
     * @param why in a sentence, with the mend
     */
    record Behind(String why) implements Standing {}

    /** It may. */
    record Confirmed() implements Standing {}

    /**
     * Judges what witnesses have said.
     *
     * @param recorded version of the newest table in this replica's log, 0 for none
     * @param witnesses all witnesses
     * @param heard the version of each that answered
     */
    static Standing of(long recorded, Set<SiteId> witnesses, Map<SiteId, Long> heard) {
        var answers = witnesses.stream().filter(heard::containsKey).toList();
        if (answers.size() < witnesses.size() / 2 + 1) {
            return new Waiting(
                    "only "
                            + answers
                            + " of the witnesses "
                            + witnesses
                            + " have said which table they know; a majority must");
        }
        var highest = answers.stream().mapToLong(site -> heard.getOrDefault(site, 0L)).max();
        var known = highest.orElse(0);
        // Witnesses are formatted with version 1, which anyone can work out: it proves no log.
        var isGenesis = recorded == 0 && known <= 1;
        if (known > recorded && !isGenesis) {
            return new Behind(
                    "witnesses know table "
                            + known
                            + ", but this log ends at table "
                            + recorded
                            + ": it has not caught up yet, or it is an older copy, which must not"
                            + " come back alone; put the newer store back");
        }
        return new Confirmed();
    }
}
