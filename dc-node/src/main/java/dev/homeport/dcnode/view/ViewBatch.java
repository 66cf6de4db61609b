package dev.homeport.dcnode.view;

import dev.homeport.dcnode.entry.EntryFormat;
import dev.homeport.dcnode.entry.UnreadableEntryException;
import dev.homeport.quorumqueue.JudgedEntry;
import dev.homeport.quorumqueue.Verdict;
import dev.homeport.vocabulary.SiteLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Consecutive entries of the log on their way into the views: those that take effect, and how far
 * each stream is applied once they are in.
 *
 * @param after position of the entry before the first
 * @param upTo position of the last entry
 * @param effective the entries that take effect, in order
 * @param vector last offset of every stream that has an entry in the batch
 */
public record ViewBatch(
        long after, long upTo, List<EffectiveEntry> effective, Map<SiteLog, Long> vector) {

    /** Makes a batch. */
    public ViewBatch {
        effective = List.copyOf(effective);
        vector = Map.copyOf(vector);
    }

    /**
     * Takes what was read from the log.
     *
     * @param after position of the entry before the first
     * @param entries consecutive entries, at least one
     * @throws UnreadableEntryException if an effective one cannot be read: the judge has read it,
     *     so another release of this program has taken part
     */
    public static ViewBatch of(long after, List<JudgedEntry> entries, EntryFormat format)
            throws UnreadableEntryException {
        var effective = new ArrayList<EffectiveEntry>();
        var vector = new TreeMap<SiteLog, Long>();
        for (var judged : entries) {
            var entry = judged.entry();
            vector.put(entry.stream(), entry.offset());
            switch (judged.verdict()) {
                case Verdict.Effective _ ->
                        effective.add(
                                new EffectiveEntry(entry.address(), format.decode(entry.draft())));
                case Verdict.Duplicate _, Verdict.Refused _ -> {
                    // Without effect, and yet passed.
                }
            }
        }
        return new ViewBatch(after, entries.getLast().entry().position(), effective, vector);
    }
}
