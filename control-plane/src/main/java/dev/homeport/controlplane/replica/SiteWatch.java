package dev.homeport.controlplane.replica;

import dev.homeport.controlplane.observation.FleetHealth;
import dev.homeport.controlplane.observation.ObservationStep;
import dev.homeport.controlplane.observation.Observer;
import dev.homeport.controlplane.observation.OtherObservers;
import dev.homeport.controlplane.observation.Probe;
import dev.homeport.controlplane.observation.Sighting;
import dev.homeport.controlplane.observation.Vigil;
import dev.homeport.vocabulary.ClockReading;
import dev.homeport.vocabulary.SiteId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Looks after the sites from where this replica stands, twice a second, and asks the other replicas
 * what they see. Whether it leads makes no difference: who leads next knows already. Has one thread
 * of its own; thread-safe.
 */
public final class SiteWatch implements AutoCloseable {

    private static final long LOOK_MILLIS = 500;

    /** An answer that is late is a sign of life as well: a slow line is no loss. */
    private static final Duration PROBE = Duration.ofSeconds(5);

    /** Longer than an ocean takes, and shorter than a sighting counts. */
    private static final Duration ASK_OTHERS = Duration.ofMillis(900);

    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final Map<Observer.Target, Probe> probes;
    private final OtherObservers others;
    private final Supplier<ClockReading> clock;
    private final Consumer<ObservationStep> journal;
    private final Consumer<String> log;
    private final Observer observer;
    private final Vigil vigil;

    /** Who has answered since the last look; guarded by the observer, as that is. */
    private final Set<Observer.Target> answered = new HashSet<>();

    /** What others have said since the last look; guarded by itself. */
    private final Map<SiteId, Sighting> said = new TreeMap<>();

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile FleetHealth health = FleetHealth.UNKNOWN;

    /**
     * Makes the watch; {@link #start} begins.
     *
     * @param self the site that it looks from
     * @param sites the sites that are judged
     * @param majority how many observers are a majority of all that there are
     * @param probes whom to ask for signs of life
     * @param others the other observers
     * @param clock the clocks
     * @param journal where its steps are recorded; must not wait
     * @param log takes a line for the operator
     */
    public SiteWatch(
            SiteId self,
            Collection<SiteId> sites,
            int majority,
            Map<Observer.Target, Probe> probes,
            OtherObservers others,
            Supplier<ClockReading> clock,
            Consumer<ObservationStep> journal,
            Consumer<String> log) {
        this.probes = Map.copyOf(probes);
        this.others = others;
        this.clock = clock;
        this.log = log;
        this.journal = journal;
        var began =
                new ObservationStep.Began(
                        self,
                        List.copyOf(this.probes.keySet()),
                        clock.get(),
                        List.copyOf(sites),
                        majority);
        this.observer = new Observer(self, began.targets(), began.now());
        this.vigil = new Vigil(began.sites(), majority);
        journal.accept(began);
        // Its beat must not wait for a carrier of virtual threads.
        this.thread = Thread.ofPlatform().daemon().name("homeport-site-watch").unstarted(this::run);
    }

    /** Begins to look. */
    public void start() {
        thread.start();
    }

    /** How the sites are doing, by what was heard a moment ago. */
    public FleetHealth health() {
        return health;
    }

    /** What this replica sees itself. */
    public Sighting sighting() {
        synchronized (observer) {
            return observer.sighting();
        }
    }

    private void run() {
        try {
            do {
                try {
                    look();
                } catch (RuntimeException e) {
                    log.accept("ALARM: a defect in looking after sites: " + e);
                }
            } while (!closed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        synchronized (observer) {
            for (var target : probes.keySet()) {
                if (!answered.contains(target)) {
                    var now = clock.get();
                    observer.missed(target, now);
                    journal.accept(new ObservationStep.Missed(target, now));
                }
            }
            answered.clear();
        }
        // Not waited for: who does not answer must not keep the others from being asked again.
        probes.forEach((target, probe) -> {
            var _ = probe.ask(PROBE).thenAccept(alive -> note(target, alive));
        });
        others.ask(ASK_OTHERS, this::heard);
        var told = told();
        var heard = new ArrayList<>(told);
        synchronized (observer) {
            var own = observer.sighting();
            heard.add(own);
            journal.accept(new ObservationStep.Saw(own));
        }
        var now = clock.get();
        var judged = vigil.step(heard, now);
        journal.accept(new ObservationStep.Judged(told, now, judged));
        health = judged;
    }

    private void heard(Sighting sighting) {
        synchronized (said) {
            said.put(sighting.observer(), sighting);
        }
    }

    private List<Sighting> told() {
        synchronized (said) {
            var told = List.copyOf(said.values());
            said.clear();
            return told;
        }
    }

    private void note(Observer.Target target, boolean alive) {
        if (alive) {
            synchronized (observer) {
                answered.add(target);
                var now = clock.get();
                observer.answered(target, now);
                journal.accept(new ObservationStep.Answered(target, now));
            }
        }
    }

    /** Stops looking, within some seconds. */
    @Override
    public void close() {
        closed.countDown();
        try {
            if (thread.getState() != Thread.State.NEW) {
                thread.join(CLOSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
