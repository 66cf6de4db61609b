package dev.homeport.dcnode.link.pull;

import dev.homeport.dcnode.home.move.MoveRule;
import dev.homeport.dcnode.home.move.MoveRules;
import dev.homeport.quorumqueue.MirrorBatch;
import dev.homeport.vocabulary.ClockReading;
import dev.homeport.vocabulary.NodeName;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.ArrayList;
import java.util.HashMap;
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
 * <p>A batch that begins with an opening of homes waits until the log holds everything that the
 * opening's vector names ({@link Needs}). If that takes long, what is missing is also asked of the
 * site that shipped the opening: it has it.
 *
 * <p>Per origin at most one append is under way, and at most {@link PullSettings#batchesUnderWay}
 * full batches are asked for and not appended, whatever the node at the other end does. What is
 * appended twice is recognised by the log's own check of offset and running hash; so any line may
 * be left for any other at any moment.
 *
 * <p>A pure state machine: the same steps give the same effects. Not thread-safe.
 */
public final class Puller {

    /** For how long a batch waits before what it needs is asked for at another site too. */
    private static final long NEED_MILLIS = 1_000;

    private final SiteId self;
    private final MoveRules rules;
    private final PullSettings settings;
    private final SplittableRandom chance;
    private final Map<SiteId, Link> links = new TreeMap<>();
    private long lastNumber;

    /** Makes a puller that has not been stepped yet. */
    public Puller(PullOrigin made) {
        this(made, MoveRules.ALL);
    }

    /** Makes one that keeps to some rules only: for the simulator and tests. */
    public Puller(PullOrigin made, MoveRules rules) {
        this.self = made.self();
        this.rules = rules;
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
                            this::nextNumber,
                            this::end));
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
            case PullInput.Paused(var origin, var upTo) -> {
                var link = links.get(origin);
                if (link != null) {
                    link.limit(turn, new Limits(true, upTo));
                }
            }
            case PullInput.Resumed(var origin) -> {
                var link = links.get(origin);
                if (link != null) {
                    link.limit(turn, Limits.NONE);
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
        meetNeeds(turn);
        return turn.effects();
    }

    /** Where a stream ends in the log here. What is the site's own, it does not get from others. */
    private long end(SiteLog stream) {
        if (stream.site().equals(self) || !rules.hold(MoveRule.OPENING_BEHIND_ITS_VECTOR)) {
            return Long.MAX_VALUE;
        }
        var link = links.get(stream.site());
        return link == null ? 0 : link.mine().offset(stream.incarnation());
    }

    /** One link's step may be what another waits for. */
    private void meetNeeds(Turn turn) {
        links.values().stream()
                .filter(link -> link.intake().waiting().isPresent())
                .forEach(link -> link.goOn(turn));
        var wanted = new HashMap<SiteId, Ways.Wanted>();
        for (var link : links.values()) {
            link.intake()
                    .waiting()
                    .filter(waiting -> turn.past(waiting.sinceNanos(), NEED_MILLIS))
                    .ifPresent(waiting ->
                            wanted.merge(
                                    waiting.unmet().stream().site(),
                                    wanted(link, waiting, turn),
                                    Ways.Wanted::nearer));
        }
        links.forEach((origin, link) -> link.want(wanted.get(origin)));
    }

    private Ways.Wanted wanted(Link link, Intake.Waiting waiting, Turn turn) {
        var shippedBy =
                link.ways()
                        .feed(turn.nowNanos(), settings)
                        .flatMap(Line::call)
                        .map(call -> call.peer().site());
        return new Ways.Wanted(
                waiting.unmet().stream().incarnation(),
                waiting.unmet().offset(),
                shippedBy.or(() -> Optional.of(link.origin())));
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
