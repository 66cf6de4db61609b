package dev.homeport.simulation.move;

import dev.homeport.simulation.engine.World;
import java.util.ArrayDeque;

/**
 * What a site's leader has proposed and consensus has not committed yet, in order. Some of it
 * survives the leader, but never without what was proposed before it. One thread.
 */
final class Commits {

    private static final class Proposal {
        final Runnable commit;
        boolean settled;

        Proposal(Runnable commit) {
            this.commit = commit;
        }
    }

    private final World world;
    private final ArrayDeque<Proposal> proposals = new ArrayDeque<>();
    private long lastNanos;

    Commits(World world) {
        this.world = world;
    }

    /** Commits something, after everything that was proposed before it. */
    void propose(Runnable commit) {
        var delay = world.chance(0.02) ? world.between(30, 700) : world.between(1, 12);
        lastNanos = Math.max(lastNanos, world.nowNanos() + delay);
        var proposal = new Proposal(commit);
        proposals.addLast(proposal);
        world.after(
                lastNanos - world.nowNanos(),
                () -> {
                    if (!proposal.settled) {
                        settleFirst();
                    }
                });
    }

    private void settleFirst() {
        var first = proposals.removeFirst();
        first.settled = true;
        first.commit.run();
    }

    /** The leader is gone: some of what it proposed is committed, the rest never. */
    void loseLeader() {
        var kept = world.random().nextInt(proposals.size() + 1);
        for (var i = 0; i < kept; i++) {
            settleFirst();
        }
        proposals.forEach(proposal -> proposal.settled = true);
        proposals.clear();
    }
}
