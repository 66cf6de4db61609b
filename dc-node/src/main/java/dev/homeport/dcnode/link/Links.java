package dev.homeport.dcnode.link;

import dev.homeport.dcnode.home.agent.AgentSettings;
import dev.homeport.dcnode.home.agent.Journal;
import dev.homeport.dcnode.home.agent.MachineClock;
import dev.homeport.dcnode.home.agent.StepLoop;
import dev.homeport.dcnode.home.move.MoveRules;
import dev.homeport.dcnode.home.opening.Pause;
import dev.homeport.dcnode.link.pull.LinkStatus;
import dev.homeport.dcnode.link.pull.MirrorOutcome;
import dev.homeport.dcnode.link.pull.PullEffect;
import dev.homeport.dcnode.link.pull.PullInput;
import dev.homeport.dcnode.link.pull.PullOrigin;
import dev.homeport.dcnode.link.pull.Puller;
import dev.homeport.dcnode.link.pull.Word;
import dev.homeport.quorumqueue.MirrorResult;
import dev.homeport.quorumqueue.QuorumQueue;
import dev.homeport.quorumqueue.StreamEnd;
import dev.homeport.vocabulary.SiteId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The links of a site: runs a {@link Puller} in one thread, dials and asks for it, and appends what
 * it pulled. One node of a site runs it at a time; two at once do no harm, for the log takes each
 * entry once, but pull everything twice.
 *
 * <p>Thread-safe.
 */
public final class Links implements AutoCloseable {

    private static final Duration APPEND_DEADLINE = Duration.ofSeconds(5);
    private static final long TICK_MILLIS = 100;

    /** More than all lines together can have under way, so that nothing is ever turned away. */
    private static final int WAITING_PER_ORIGIN = 4_096;

    private final QuorumQueue queue;
    private final MirrorSink sink;
    private final LinkDialler dialler;
    private final MachineClock clock;
    private final Journal<PullInput, PullEffect> journal;
    private final Consumer<String> warn;
    private final Puller puller;
    private final StepLoop<PullInput> loop;
    private final Map<Long, LinkDialler.Line> lines = new HashMap<>();
    private final List<SiteId> origins;

    /** What the machine was last told of each origin: nothing yet of one that is missing. */
    private final Map<SiteId, List<StreamEnd>> seenEnds = new HashMap<>();

    private final Supplier<Map<SiteId, Pause>> pauses;
    private final Map<SiteId, Pause> seenPauses = new HashMap<>();

    private final AtomicLong refusedInputs = new AtomicLong();
    private volatile boolean closing;

    /**
     * Makes links; {@link #start} sets them going.
     *
     * @param made what the machine is made with; every site in it is an origin
     * @param rules which rules it keeps to
     * @param queue this node's part of the site's log
     * @param sink where batches are appended
     * @param pauses what the log takes of lost sites, by the site
     * @param dialler opens lines
     * @param clock both clocks of this machine
     * @param journal where the machine's steps are recorded; must have begun with {@code made}
     * @param chance for the jitter of ticks
     * @param warn told what an operator should know
     * @param failed told once if the loop ends by itself; must end the process
     */
    public Links(
            PullOrigin made,
            MoveRules rules,
            QuorumQueue queue,
            MirrorSink sink,
            Supplier<Map<SiteId, Pause>> pauses,
            LinkDialler dialler,
            MachineClock clock,
            Journal<PullInput, PullEffect> journal,
            RandomGenerator chance,
            Consumer<String> warn,
            Consumer<Throwable> failed) {
        this.queue = queue;
        this.sink = sink;
        this.pauses = pauses;
        this.dialler = dialler;
        this.clock = clock;
        this.journal = journal;
        this.warn = warn;
        this.puller = new Puller(made, rules);
        this.origins = List.copyOf(made.peers().keySet());
        var room = WAITING_PER_ORIGIN * Math.max(1, made.peers().size());
        this.loop =
                new StepLoop<>(
                        "links",
                        new AgentSettings(TICK_MILLIS, room),
                        clock,
                        chance,
                        new PullInput.Tick(),
                        this::take,
                        failed);
    }

    /** Sets the links going. */
    public void start() {
        loop.start();
    }

    /** How each link is doing, in the order of the origins. */
    public List<LinkStatus> status() {
        synchronized (puller) {
            return puller.status(clock.read());
        }
    }

    /** How many inputs were turned away because too many waited: 0, unless something is broken. */
    public long refusedInputs() {
        return refusedInputs.get();
    }

    private void offer(PullInput input) {
        if (!loop.offer(input) && !closing) {
            refusedInputs.incrementAndGet();
        }
    }

    private void take(PullInput input) {
        if (input instanceof PullInput.Tick) {
            // First, so that nothing is pulled that the log would not take.
            lookAtPauses();
            lookAtLocalEnds();
        } else if (input instanceof PullInput.Ended(var line, var _)) {
            lines.remove(line);
        }
        step(input);
    }

    private void lookAtPauses() {
        var now = pauses.get();
        for (var origin : origins) {
            var pause = now.get(origin);
            if (Objects.equals(pause, seenPauses.get(origin))) {
                continue;
            }
            if (pause == null) {
                seenPauses.remove(origin);
                step(new PullInput.Resumed(origin));
            } else {
                seenPauses.put(origin, pause);
                step(new PullInput.Paused(origin, pause.word().stated()));
            }
        }
    }

    /** The mirrors also grow by what another node of this site pulled. */
    private void lookAtLocalEnds() {
        for (var origin : origins) {
            var ends = localEnds(origin);
            if (!ends.equals(seenEnds.put(origin, ends))) {
                step(new PullInput.LocalEnds(origin, ends));
            }
        }
    }

    private List<StreamEnd> localEnds(SiteId origin) {
        return new TreeMap<>(queue.streams())
                .values().stream().filter(end -> end.stream().site().equals(origin)).toList();
    }

    private void step(PullInput input) {
        Journal.Step<PullInput, PullEffect> step;
        synchronized (puller) {
            var now = clock.read();
            step = new Journal.Step<>(input, now, puller.step(input, now));
        }
        journal.record(step);
        step.effects().forEach(this::carryOut);
    }

    private void carryOut(PullEffect effect) {
        switch (effect) {
            case PullEffect.Dial(var number, var peer, var origin) ->
                    lines.put(number, dialler.dial(peer, origin, new Ear(number)));
            case PullEffect.Say(var number, var ask) -> {
                var line = lines.get(number);
                if (line != null) {
                    line.say(ask);
                }
            }
            case PullEffect.HangUp(var number) -> hangUp(number);
            case PullEffect.Append append -> append(append);
            case PullEffect.Warn(var text) -> warn.accept(text);
        }
    }

    private void hangUp(long number) {
        var line = lines.remove(number);
        if (line != null) {
            line.hangUp();
        }
    }

    private void append(PullEffect.Append wanted) {
        var batch = puller.batch(wanted.origin());
        if (batch.isEmpty()) {
            return;
        }
        var _ =
                sink.append(batch.get(), APPEND_DEADLINE)
                        .whenComplete((result, e) -> settled(wanted, result, e));
    }

    private void settled(
            PullEffect.Append appended,
            @Nullable MirrorResult result,
            @Nullable Throwable failure) {
        var outcome =
                result == null
                        ? new MirrorOutcome.Delayed("it failed: " + failure)
                        : MirrorOutcome.of(result);
        offer(new PullInput.Settled(appended.origin(), appended.number(), outcome));
    }

    /** Ends the links: no further append is made, and every line is ended. */
    @Override
    public void close() {
        closing = true;
        loop.close();
        lines.values().forEach(LinkDialler.Line::hangUp);
        lines.clear();
    }

    private final class Ear implements LinkDialler.Ear {

        private final long number;

        Ear(long number) {
            this.number = number;
        }

        @Override
        public void heard(Word word) {
            offer(new PullInput.Heard(number, word));
        }

        @Override
        public void ended(String reason) {
            offer(new PullInput.Ended(number, Objects.requireNonNull(reason)));
        }
    }
}
