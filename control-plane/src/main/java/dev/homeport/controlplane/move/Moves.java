package dev.homeport.controlplane.move;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The moves that are open and those that ended last. Immutable and thread-safe.
 *
 * @param open those that go on, in the order in which they began
 * @param ended those that ended, the newest last; older ones are in the log alone
 */
public record Moves(SequencedMap<MoveId, Move> open, List<EndedMove> ended) {

    /** How many moves may be open at a time. */
    public static final int MOST_OPEN = 8;

    /** How many ended moves are remembered. */
    public static final int MOST_ENDED = 32;

    /** Before the first move. */
    public static final Moves NONE = new Moves(new LinkedHashMap<>(), List.of());

    /** Makes a value. */
    public Moves {
        open = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(open));
        ended = List.copyOf(ended);
    }

    /** An open move by its id. */
    public Optional<Move> find(MoveId id) {
        return Optional.ofNullable(open.get(id));
    }

    /** A remembered ended move by its id. */
    public Optional<EndedMove> findEnded(MoveId id) {
        return ended.stream().filter(e -> e.move().id().equals(id)).findFirst();
    }

    /** With one more open, or with another state of one that is open. */
    public Moves with(Move move) {
        var next = new LinkedHashMap<>(open);
        next.put(move.id(), move);
        return new Moves(next, ended);
    }

    /** With one of the open moves ended; the oldest of the ended ones is forgotten. */
    public Moves with(EndedMove end) {
        var next = new LinkedHashMap<>(open);
        next.remove(end.move().id());
        var newest = new ArrayList<>(ended);
        newest.add(end);
        while (newest.size() > MOST_ENDED) {
            newest.removeFirst();
        }
        return new Moves(next, newest);
    }
}
