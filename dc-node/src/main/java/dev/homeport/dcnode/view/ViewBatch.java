package dev.homeport.dcnode.view;

import dev.homeport.dcnode.entry.EntryFormat;
import dev.homeport.dcnode.entry.EntryType;
import dev.homeport.dcnode.entry.Fact;
import dev.homeport.dcnode.entry.SiteEntry;
import dev.homeport.dcnode.entry.SiteEntry.ShardEntry;
import dev.homeport.dcnode.entry.UnreadableEntryException;
import dev.homeport.dcnode.view.AdoptedEntry.Outcome;
import dev.homeport.quorumqueue.Entry;
import dev.homeport.quorumqueue.JudgedEntry;
import dev.homeport.quorumqueue.Verdict;
import dev.homeport.vocabulary.SiteLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Consecutive entries of the log on their way into the views: those that take effect, and how far
 * each stream is applied once they are in. An opening of homes is the first that takes effect or
 * none, so that it finds everything in the view that it continues.
 *
 * @param after position of the entry before the first
 * @param upTo position of the last entry
 * @param effective the entries that take effect, in order
 * @param vector last offset of every stream that has an entry in the batch
 * @param adopted what was adopted, also where the adoption repeats what had effect already
 */
public record ViewBatch(
        long after,
        long upTo,
        List<EffectiveEntry> effective,
        Map<SiteLog, Long> vector,
        List<AdoptedEntry> adopted) {

    /**
     * Makes a batch.
     *
     * @throws IllegalArgumentException if an opening takes effect behind another entry
     */
    public ViewBatch {
        effective = List.copyOf(effective);
        if (effective.stream().skip(1).anyMatch(each -> isOpening(each.entry().type()))) {
            throw new IllegalArgumentException(
                    "effective: an opening of homes begins a batch of its own, and this one has it"
                            + " behind other entries");
        }
        vector = Map.copyOf(vector);
        adopted = List.copyOf(adopted);
    }

    /**
     * Takes what was read from the log, as far as it fits into one batch.
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
        var adopted = new ArrayList<AdoptedEntry>();
        var upTo = after;
        for (var judged : entries) {
            var entry = judged.entry();
            if (!effective.isEmpty() && opensHomes(judged)) {
                break;
            }
            upTo = entry.position();
            vector.put(entry.stream(), entry.offset());
            switch (judged.verdict()) {
                case Verdict.Effective _ -> {
                    var decoded = format.decode(entry.draft());
                    effective.add(new EffectiveEntry(entry.position(), entry.address(), decoded));
                    adoption(entry, decoded, Outcome.ADOPTED).ifPresent(adopted::add);
                }
                case Verdict.Duplicate _ -> {
                    // Without effect, and yet passed.
                    if (entry.draft().type() == EntryType.ADOPTED.number()) {
                        adoption(entry, format.decode(entry.draft()), Outcome.REPEATED)
                                .ifPresent(adopted::add);
                    }
                }
                case Verdict.Refused _ -> {}
            }
        }
        return new ViewBatch(after, upTo, effective, vector, adopted);
    }

    private static Optional<AdoptedEntry> adoption(
            Entry entry, SiteEntry decoded, Outcome outcome) {
        return decoded instanceof ShardEntry home && home.fact() instanceof Fact.Adopted adopted
                ? Optional.of(
                        new AdoptedEntry(
                                entry.position(),
                                entry.address(),
                                home.epoch(),
                                adopted.original(),
                                adopted.originalEpoch(),
                                AdoptedEntry.Kind.of(adopted),
                                outcome))
                : Optional.empty();
    }

    private static boolean opensHomes(JudgedEntry judged) {
        return judged.verdict() instanceof Verdict.Effective
                && judged.entry().draft().type() == EntryType.HOME_OPENED.number();
    }

    private static boolean isOpening(EntryType type) {
        return type == EntryType.HOME_OPENED;
    }

    /** Tells whether homes are opened or closed in it. */
    public boolean changesHomes() {
        return effective.stream()
                .map(each -> each.entry().type())
                .anyMatch(type -> isOpening(type) || type == EntryType.HOME_CLOSED);
    }

    /** Tells whether a site says in it what its view held. */
    boolean hasStatements() {
        return effective.stream()
                .anyMatch(each -> each.entry().type() == EntryType.SHARDS_DIGESTED);
    }
}
