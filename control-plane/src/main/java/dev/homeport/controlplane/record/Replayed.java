package dev.homeport.controlplane.record;

import dev.homeport.quorumqueue.EntryAddress;
import dev.homeport.quorumqueue.EntryId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A state with what is needed to go on from it. Immutable and thread-safe.
 *
 * @param state the state
 * @param recent the newest effective decisions, oldest first, so that one that is appended again is
 *     recognised; older ones are refused by their basis
 */
public record Replayed(ControlState state, SequencedMap<EntryId, EntryAddress> recent) {

    /** How many decisions are recognised when they are appended again. */
    public static final int MOST_RECENT = 512;

    /** Before the first decision. */
    public static final Replayed NOTHING = new Replayed(ControlState.EMPTY, new LinkedHashMap<>());

    /** Makes a value. */
    public Replayed {
        recent = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(recent));
    }

    /** Where a decision took effect, if it is among the newest. */
    public Optional<EntryAddress> placeOf(EntryId id) {
        return Optional.ofNullable(recent.get(id));
    }

    /**
     * After one more decision.
     *
     * @throws BrokenRuleException as {@link ControlState#after}
     */
    public Replayed after(Decision decision, EntryId id, EntryAddress place)
            throws BrokenRuleException {
        var next = state.after(decision);
        var known = new LinkedHashMap<>(recent);
        known.put(id, place);
        while (known.size() > MOST_RECENT) {
            known.pollFirstEntry();
        }
        return new Replayed(next, known);
    }
}
