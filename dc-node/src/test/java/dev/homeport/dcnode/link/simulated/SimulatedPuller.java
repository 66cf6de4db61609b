package dev.homeport.dcnode.link.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.dcnode.home.agent.Journal;
import dev.homeport.dcnode.home.move.MoveRules;
import dev.homeport.dcnode.link.LinkDialler;
import dev.homeport.dcnode.link.adapter.protobuf.LinkJournalFormat;
import dev.homeport.dcnode.link.pull.LinkStatus;
import dev.homeport.dcnode.link.pull.MirrorOutcome;
import dev.homeport.dcnode.link.pull.PullEffect;
import dev.homeport.dcnode.link.pull.PullInput;
import dev.homeport.dcnode.link.pull.PullOrigin;
import dev.homeport.dcnode.link.pull.Puller;
import dev.homeport.dcnode.link.pull.Word;
import dev.homeport.quorumqueue.MirrorBatch;
import dev.homeport.quorumqueue.QuorumQueue;
import dev.homeport.quorumqueue.StreamEnd;
import dev.homeport.vocabulary.SiteId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** A node of a site that pulls: the real machine, with what {@code Links} does around it. */
final class SimulatedPuller {

    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final long TICK_MILLIS = 100;

    private final World world;
    private final SimulatedSite site;
    private final LinkDialler dialler;
    private final PullOrigin made;
    private final Puller puller;
    private final Map<Long, LinkDialler.Line> lines = new HashMap<>();
    private final Map<SiteId, List<StreamEnd>> seenEnds = new HashMap<>();
    private final Map<SiteId, Bounds> bounds = new HashMap<>();
    private final List<Journal.Step<PullInput, PullEffect>> steps = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private boolean alive = true;

    SimulatedPuller(
            World world,
            SimulatedSite site,
            LinkDialler dialler,
            PullOrigin made,
            MoveRules rules) {
        this.world = world;
        this.site = site;
        this.dialler = dialler;
        this.made = made;
        this.puller = new Puller(made, rules);
        for (var origin : made.peers().keySet()) {
            bounds.put(origin, new Bounds(made.settings()));
        }
        world.everyMillis(TICK_MILLIS, this::tick);
    }

    SimulatedSite site() {
        return site;
    }

    List<String> warnings() {
        return warnings;
    }

    boolean isAlive() {
        return alive;
    }

    List<LinkStatus> status() {
        return puller.status(world.now());
    }

    LinkStatus status(SiteId origin) {
        return status().stream()
                .filter(link -> link.origin().equals(origin))
                .findFirst()
                .orElseThrow();
    }

    /** Dies: its memory is gone and its lines end. */
    void kill() {
        alive = false;
        lines.values().forEach(LinkDialler.Line::hangUp);
        lines.clear();
    }

    private void tick() {
        if (!alive) {
            return;
        }
        for (var origin : made.peers().keySet()) {
            var ends =
                    new TreeMap<>(site.streams())
                            .values().stream()
                                    .filter(end -> end.stream().site().equals(origin))
                                    .toList();
            if (!ends.equals(seenEnds.put(origin, ends))) {
                step(new PullInput.LocalEnds(origin, ends));
            }
        }
        step(new PullInput.Tick());
    }

    void step(PullInput input) {
        if (!alive) {
            return;
        }
        var effects = puller.step(input, world.now());
        steps.add(new Journal.Step<>(input, world.now(), effects));
        if (input instanceof PullInput.Heard(var _, var word) && word.cargo().isPresent()) {
            word.origin().map(this::bound).ifPresent(bound -> bound.heard(word.cargo().get()));
        }
        effects.forEach(this::carryOut);
        bounds.values().forEach(bound -> bound.check(site::end));
    }

    private void carryOut(PullEffect effect) {
        switch (effect) {
            case PullEffect.Dial(var number, var peer, var origin) -> {
                bound(origin).dialled(number);
                lines.put(number, dialler.dial(peer, origin, new Ear(number)));
            }
            case PullEffect.Say(var number, var ask) -> {
                bounds.values().forEach(bound -> bound.said(number, ask));
                line(number).say(ask);
            }
            case PullEffect.HangUp(var number) -> {
                line(number).hangUp();
                lines.remove(number);
            }
            case PullEffect.Append append -> append(append);
            case PullEffect.Warn(var text) -> warnings.add(text);
        }
    }

    private Bounds bound(SiteId origin) {
        return Objects.requireNonNull(bounds.get(origin));
    }

    private LinkDialler.Line line(long number) {
        return Objects.requireNonNull(lines.get(number));
    }

    private void append(PullEffect.Append wanted) {
        var bound = bound(wanted.origin());
        var batch = puller.batch(wanted.origin()).orElseThrow();
        assertThat(batch.stream()).isEqualTo(wanted.stream());
        assertThat(batch.firstOffset()).isEqualTo(wanted.firstOffset());
        assertThat(batch.lastOffset()).isEqualTo(wanted.lastOffset());
        bound.appending();
        var log = site.log();
        world.inMillis(
                world.between(1, 20), () -> settle(wanted.origin(), wanted.number(), log, batch));
    }

    /** The log is the one that was there before, if the site has come back since from a copy. */
    private void settle(SiteId origin, long number, QuorumQueue log, MirrorBatch batch) {
        var result = log.mirror(batch, DEADLINE).toCompletableFuture().join();
        site.look();
        world.inMillis(
                world.between(0, 10),
                () -> {
                    bound(origin).settled();
                    step(new PullInput.Settled(origin, number, MirrorOutcome.of(result)));
                });
    }

    /** What was recorded, written and read again, gives the same effects in another machine. */
    void replay() throws Exception {
        var again = new Puller(LinkJournalFormat.readOrigin(LinkJournalFormat.write(made)));
        for (var step : steps) {
            var read = LinkJournalFormat.read(LinkJournalFormat.write(step));
            assertThat(again.step(read.input(), read.now())).isEqualTo(step.effects());
        }
    }

    private final class Ear implements LinkDialler.Ear {

        private final long number;

        Ear(long number) {
            this.number = number;
        }

        @Override
        public void heard(Word word) {
            step(new PullInput.Heard(number, word));
        }

        @Override
        public void ended(String reason) {
            step(new PullInput.Ended(number, reason));
        }
    }
}
