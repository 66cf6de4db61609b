package dev.homeport.dcnode.link.pull;

import dev.homeport.quorumqueue.MirrorBatch;
import dev.homeport.vocabulary.ClockReading;
import dev.homeport.vocabulary.NodeName;
import dev.homeport.vocabulary.SiteId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Pulls the entries of every other origin into a site's log: decides whom to dial, what to ask for
 * and what to append. Nothing is kept but in memory: the end of the mirror in the log is the only
 * cursor.
 *
 * <p>Per origin at most one append is under way, and at most {@link PullSettings#batchesUnderWay}
 * full batches are asked for and not appended, whatever the node at the other end does. What is
 * appended twice is recognised by the log's own check of offset and running hash; so any line may
 * be left for any other at any moment.
 *
 * <p>A pure state machine: the same steps give the same effects. Not thread-safe.
 */
public final class Puller {

    private final PullSettings settings;
    private final SplittableRandom chance;
    private final Map<SiteId, Link> links = new TreeMap<>();
    private long lastNumber;

    /** Makes a puller that has not been stepped yet. */
    public Puller(PullOrigin made) {
        this.settings = made.settings();
        this.chance = new SplittableRandom(made.seed());
        for (var origin : made.peers().keySet()) {
            var nodes = new ArrayList<NodeName>();
            var mirrors = new ArrayList<NodeName>();
            made.peers()
                    .forEach((site, numbers) -> {
                        var to = site.equals(origin) ? nodes : mirrors;
                        numbers.forEach(node -> to.add(new NodeName(site, node)));
                    });
            links.put(
                    origin,
                    new Link(
                            origin,
                            List.copyOf(nodes),
                            List.copyOf(mirrors),
                            settings,
                            this::nextNumber));
        }
    }

    private long nextNumber() {
        return ++lastNumber;
    }

    /**
     * Takes a step.
     *
     * @return what is wanted, in this order
     */
    public List<PullEffect> step(PullInput input, ClockReading now) {
        var turn = new Turn(now.monotonicNanos(), settings, chance);
        switch (input) {
            case PullInput.Tick() -> links.values().forEach(link -> link.tick(turn));
            case PullInput.LocalEnds(var origin, var ends) -> {
                var link = links.get(origin);
                if (link != null) {
                    link.localEnds(turn, ends);
                }
            }
            case PullInput.Heard(var line, var word) ->
                    linkOf(line).ifPresent(link -> link.heard(turn, line, word));
            case PullInput.Ended(var line, var reason) ->
                    linkOf(line).ifPresent(link -> link.ended(turn, line, reason));
            case PullInput.Settled(var origin, var number, var outcome) -> {
                var link = links.get(origin);
                if (link != null) {
                    link.settled(turn, number, outcome);
                }
            }
        }
        return turn.effects();
    }

    private Optional<Link> linkOf(long line) {
        return links.values().stream().filter(link -> link.has(line)).findFirst();
    }

    /** What an origin's append that was wanted last consists of; nothing when none is under way. */
    public Optional<MirrorBatch> batch(SiteId origin) {
        return Optional.ofNullable(links.get(origin)).flatMap(Link::batch);
    }

    /** How each link is doing, in the order of the origins. */
    public List<LinkStatus> status(ClockReading now) {
        return links.values().stream()
                .map(link -> LinkReport.of(link, settings, now.monotonicNanos()))
                .toList();
    }
}
