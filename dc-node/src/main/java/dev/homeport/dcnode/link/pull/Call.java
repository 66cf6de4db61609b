package dev.homeport.dcnode.link.pull;

import dev.homeport.vocabulary.NodeName;

/**
 * One line that was dialled, up to its end. It counts as heard when a word shows that the other end
 * has heard a later ping than it had before: so a direction that is dead is noticed too while the
 * other still brings words, and a slow line is not taken for a dead one.
 */
final class Call {

    private final long number;
    private final NodeName peer;
    private final long sinceNanos;
    private boolean heard;
    private long heardNanos;
    private long echo;
    private long pings;
    private long pingedNanos;
    private long usefulNanos;

    Call(long number, NodeName peer, Turn turn) {
        this.number = number;
        this.peer = peer;
        this.sinceNanos = turn.nowNanos();
        this.usefulNanos = turn.nowNanos();
    }

    long number() {
        return number;
    }

    NodeName peer() {
        return peer;
    }

    long sinceNanos() {
        return sinceNanos;
    }

    boolean heard() {
        return heard;
    }

    long heardNanos() {
        return heardNanos;
    }

    /** Since when it has brought nothing that is of use. */
    long usefulNanos() {
        return usefulNanos;
    }

    /** Whether the word proves that both directions work. */
    boolean hear(Turn turn, Word word) {
        if (!heard) {
            heard = true;
            heardNanos = turn.nowNanos();
            usefulNanos = turn.nowNanos();
            ping(turn);
            return true;
        }
        if (word.echo() > echo && word.echo() <= pings) {
            echo = word.echo();
            heardNanos = turn.nowNanos();
            return true;
        }
        return false;
    }

    void useful(Turn turn) {
        usefulNanos = turn.nowNanos();
    }

    void pingIfDue(Turn turn) {
        if (heard && turn.past(pingedNanos, turn.settings().pingMillis())) {
            ping(turn);
        }
    }

    private void ping(Turn turn) {
        pings++;
        pingedNanos = turn.nowNanos();
        turn.want(new PullEffect.Say(number, new Ask.Ping(pings)));
    }
}
