package dev.homeport.drills.app;

import dev.homeport.client.checker.Histories.Attempt;
import dev.homeport.client.checker.Histories.Outcome;
import dev.homeport.client.load.LoadWatch;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.SiteId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Sees how a drill's load fares, and ends it. Thread-safe. */
final class LoadMeter implements LoadWatch {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Duration patience;
    private final Optional<Duration> bearableSilence;
    private final Optional<SiteId> site;
    private final Runnable onSending;

    /**
     * A message that a site took and acknowledged.
     *
     * @param sender who sent it
     * @param messageId its id
     */
    record Taken(long sender, String messageId) {}

    private final Map<String, List<Taken>> taken = new HashMap<>();
    private final Map<SiteId, Long> users = new HashMap<>();

    /** When users of the site were acknowledged within the last second. */
    private final Deque<Long> ofSite = new ArrayDeque<>();

    private long acknowledged;
    private volatile boolean goesOn = true;

    /**
     * Makes a meter.
     *
     * @param patience how long a message may wait
     * @param bearableSilence for how long clients stay connected to a site that says nothing, if
     *     for longer than usual
     * @param site whose users are of interest, if one site's are
     * @param onSending is run when the load begins
     */
    LoadMeter(
            Duration patience,
            Optional<Duration> bearableSilence,
            Optional<SiteId> site,
            Runnable onSending) {
        this.patience = patience;
        this.bearableSilence = bearableSilence;
        this.site = site;
        this.onSending = onSending;
    }

    @Override
    public Duration patience() {
        return patience;
    }

    @Override
    public Optional<Duration> bearableSilence() {
        return bearableSilence;
    }

    @Override
    public boolean goesOn() {
        return goesOn;
    }

    void end() {
        goesOn = false;
    }

    @Override
    public void sending() {
        onSending.run();
    }

    @Override
    public synchronized void answered(SiteId home, Attempt attempt) {
        users.putIfAbsent(home, attempt.sender());
        if (attempt.outcome() instanceof Outcome.Acknowledged(var id, var tookIt, _, var by)) {
            acknowledged++;
            if (tookIt) {
                taken.computeIfAbsent(by, _ -> new ArrayList<>())
                        .add(new Taken(attempt.sender(), id));
            }
            if (site.equals(Optional.of(home))) {
                ofSite.addLast(attempt.answeredNanos());
                forgetBefore(attempt.answeredNanos() - SECOND);
            }
        }
    }

    /** What sites took and acknowledged so far. */
    synchronized List<Taken> acknowledgedBy(Collection<SiteId> sites) {
        return sites.stream()
                .flatMap(site -> taken.getOrDefault(site.name(), List.of()).stream())
                .toList();
    }

    /** Some user of a site that has written. */
    synchronized Optional<AccountId> userOf(SiteId site) {
        return Optional.ofNullable(users.get(site)).map(AccountId::new);
    }

    synchronized long acknowledged() {
        return acknowledged;
    }

    /** How many messages of the site's users were acknowledged within the last second. */
    synchronized int ofSiteLastSecond(long nowNanos) {
        forgetBefore(nowNanos - SECOND);
        return ofSite.size();
    }

    private void forgetBefore(long nanos) {
        while (!ofSite.isEmpty() && ofSite.getFirst() < nanos) {
            ofSite.removeFirst();
        }
    }
}
