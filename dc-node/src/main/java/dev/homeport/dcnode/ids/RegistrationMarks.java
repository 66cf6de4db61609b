package dev.homeport.dcnode.ids;

import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the registrations of one stream stand whose claims are not known to be settled. It holds a
 * bounded number of marks however many those are: neighbours are joined when there are too many,
 * and a joined mark says less, but never leaves one out.
 *
 * <p>Pure, and not thread-safe.
 */
final class RegistrationMarks {

    /** How many marks there are at most. */
    static final int MOST = 512;

    /**
     * Registrations that follow each other.
     *
     * @param first offset in the stream that none of them is below
     * @param position position in this site's log that none of them is below
     * @param last offset of the last
     * @param shards their shards, and maybe others
     * @param sinceMillis when the first of them was seen here, on a monotonic clock
     */
    record Mark(long first, long position, long last, ShardSet shards, long sinceMillis) {

        private Mark joined(Mark next) {
            return new Mark(first, position, next.last, shards.union(next.shards), sinceMillis);
        }
    }

    /**
     * A registration.
     *
     * @param offset its offset in the stream
     * @param position its position in this site's log
     * @param shard the account's shard
     */
    record Registered(long offset, long position, ShardId shard) {}

    private List<Mark> marks = new ArrayList<>();

    /** One that comes behind all that are marked; another one was told before, and is left out. */
    void add(Registered registered, long nowMillis) {
        if (marks.isEmpty() || registered.offset() > marks.getLast().last()) {
            marks.add(mark(registered, nowMillis));
            thinOut();
        }
    }

    private static Mark mark(Registered registered, long sinceMillis) {
        return new Mark(
                registered.offset(),
                registered.position(),
                registered.offset(),
                ShardSet.of(registered.shard()),
                sinceMillis);
    }

    /** All up to an offset are settled. */
    void settledThrough(long offset) {
        var gone = 0;
        while (gone < marks.size() && marks.get(gone).last() <= offset) {
            gone++;
        }
        marks.subList(0, gone).clear();
        if (!marks.isEmpty() && marks.getFirst().first() <= offset) {
            var cut = marks.getFirst();
            marks.set(
                    0,
                    new Mark(
                            offset + 1,
                            cut.position(),
                            cut.last(),
                            cut.shards(),
                            cut.sinceMillis()));
        }
    }

    /**
     * What a mark stands for was read, as far as an offset: what is left of it is exactly this.
     *
     * @param mark one of the marks
     * @param through the offset
     * @param nextPosition a position that none of its registrations behind that offset is below
     * @param left those up to there that are not settled
     */
    void read(Mark mark, long through, long nextPosition, List<Registered> left) {
        var at = marks.indexOf(mark);
        if (at < 0) {
            throw new IllegalArgumentException("mark: " + mark + " is not one of these");
        }
        marks.remove(at);
        if (through < mark.last()) {
            marks.add(
                    at,
                    new Mark(
                            Math.max(mark.first(), through + 1),
                            nextPosition,
                            mark.last(),
                            mark.shards(),
                            mark.sinceMillis()));
        }
        left.stream()
                .map(each -> mark(each, mark.sinceMillis()))
                .reduce(Mark::joined)
                .ifPresent(rest -> marks.add(at, rest));
        thinOut();
    }

    private void thinOut() {
        if (marks.size() <= MOST) {
            return;
        }
        var joined = new ArrayList<Mark>();
        for (var i = 0; i < marks.size(); i += 2) {
            joined.add(i + 1 < marks.size() ? marks.get(i).joined(marks.get(i + 1)) : marks.get(i));
        }
        marks = joined;
    }

    /** The marks in the order of the stream. */
    List<Mark> all() {
        return List.copyOf(marks);
    }

    /** The first mark, if any is left. */
    Optional<Mark> first() {
        return marks.stream().findFirst();
    }

    /** The last mark, if any is left. */
    Optional<Mark> last() {
        return marks.isEmpty() ? Optional.empty() : Optional.of(marks.getLast());
    }
}
