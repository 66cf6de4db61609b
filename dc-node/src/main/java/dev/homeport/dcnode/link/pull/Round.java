package dev.homeport.dcnode.link.pull;

import dev.homeport.vocabulary.SiteLog;

/** One start of shipping: what was asked for on one call, and how far it has come. */
final class Round {

    private final long number;
    private final long call;
    private final SiteLog stream;
    private long nextOffset;
    private long heardWeight;
    private long appendedWeight;
    private Credit granted;

    Round(long number, long call, SiteLog stream, long nextOffset, Credit granted) {
        this.number = number;
        this.call = call;
        this.stream = stream;
        this.nextOffset = nextOffset;
        this.granted = granted;
    }

    long number() {
        return number;
    }

    long call() {
        return call;
    }

    SiteLog stream() {
        return stream;
    }

    long nextOffset() {
        return nextOffset;
    }

    /** Whether a batch has come. */
    boolean hasHeard() {
        return heardWeight > 0;
    }

    private boolean hasMore(Word there) {
        return nextOffset <= there.endOf(stream.incarnation());
    }

    /** Whether no batch has come, although there is something to ship. */
    boolean broughtNothingOf(Word there) {
        return !hasHeard() && hasMore(there);
    }

    /** Whether more of its stream is there, or something that was shipped is not appended yet. */
    boolean goesOn(Word there, MirrorEnds mine) {
        return hasMore(there) || mine.offset(stream.incarnation()) + 1 < nextOffset;
    }

    Ask ship() {
        return new Ask.Ship(number, stream.incarnation(), nextOffset, granted);
    }

    /** Takes the next batch; false if it is not the next, or more than was asked for. */
    boolean take(Shipment shipment) {
        if (!shipment.stream().equals(stream)
                || shipment.firstOffset() != nextOffset
                || heardWeight >= granted.weight()) {
            return false;
        }
        nextOffset = shipment.lastOffset() + 1;
        heardWeight += shipment.weight();
        return true;
    }

    /** Makes room for what was appended; asks for more when there is enough of it. */
    void appended(Turn turn, long weight, int batchBytes, long window) {
        appendedWeight += weight;
        var next = Math.max(granted.weight(), appendedWeight + window);
        // Not with every batch: the ask costs a message.
        if (next - granted.weight() >= window / 4 || batchBytes != granted.batchBytes()) {
            granted = new Credit(next, batchBytes);
            turn.want(new PullEffect.Say(call, new Ask.More(number, granted)));
        }
    }
}
