package dev.homeport.simulation.move;

import dev.homeport.dcnode.entry.DerivedId;
import dev.homeport.dcnode.entry.Fact;
import dev.homeport.dcnode.entry.MessageText;
import dev.homeport.dcnode.entry.RequestId;
import dev.homeport.dcnode.logic.append.AppendOutcome;
import dev.homeport.dcnode.logic.sync.SyncKey;
import dev.homeport.dcnode.logic.sync.SyncPage;
import dev.homeport.dcnode.logic.sync.SyncStart;
import dev.homeport.simulation.engine.World;
import dev.homeport.vocabulary.AccountId;
import java.util.Optional;

/**
 * Somebody who sends one message after the other, repeats what was not answered under the same
 * request id wherever the home is by then, and reads on from the key that it has, at whatever site
 * it is connected to.
 */
final class ModelClient {

    private record Sending(DerivedId id, Fact.MessageSent fact) {}

    private final MoveFleet fleet;
    private final World world;
    private final AccountId account;
    private final int place;
    private int at;
    private int made;
    private Optional<Sending> open = Optional.empty();
    private SyncKey key = SyncKey.START;

    ModelClient(MoveFleet fleet, AccountId account, int place) {
        this.fleet = fleet;
        this.world = fleet.world();
        this.account = account;
        this.place = place;
        this.at = place;
    }

    AccountId account() {
        return account;
    }

    SyncKey key() {
        return key;
    }

    int at() {
        return at;
    }

    boolean isIdle() {
        return open.isEmpty();
    }

    /** Sends something new, or again what was not answered. */
    void send() {
        if (open.isEmpty()) {
            if (fleet.isQuiet()) {
                return;
            }
            open = Optional.of(next());
        } else if (world.chance(0.15)) {
            // A connection that does not answer is given up; any site tells where the home is.
            at = world.random().nextInt(fleet.sites().size());
        }
        var sending = open.get();
        var to = fleet.sites().get(at);
        fleet.network()
                .send(
                        place,
                        to.place(),
                        () ->
                                to.send(
                                        sending.id(),
                                        sending.fact(),
                                        outcome ->
                                                fleet.network()
                                                        .send(
                                                                to.place(),
                                                                place,
                                                                () -> hear(sending, outcome))));
    }

    private Sending next() {
        made++;
        var recipient = world.pick(fleet.clients()).account();
        return new Sending(
                DerivedId.ofSending(account, new RequestId("r" + made)),
                new Fact.MessageSent(account, recipient, new MessageText("" + made)));
    }

    private void hear(Sending sending, AppendOutcome outcome) {
        if (open.filter(sending::equals).isEmpty()) {
            return;
        }
        switch (outcome) {
            case AppendOutcome.Acknowledged _, AppendOutcome.Repeated _ -> open = Optional.empty();
            case AppendOutcome.Refused(var refusal) ->
                    refusal.home()
                            .ifPresent(home -> {
                                fleet.coverage().followed();
                                at = fleet.site(home.site()).place();
                            });
        }
    }

    /** Asks for what comes after the key. */
    void sync() {
        if (world.chance(0.05)) {
            at = world.random().nextInt(fleet.sites().size());
        }
        var from = key;
        var to = fleet.sites().get(at);
        fleet.network()
                .send(
                        place,
                        to.place(),
                        () ->
                                to.sync(
                                        account,
                                        from,
                                        page ->
                                                fleet.network()
                                                        .send(
                                                                to.place(),
                                                                place,
                                                                () -> take(from, page))));
    }

    /** What a client makes of a page that is not told that its key is past the end. */
    private static SyncPage unaware(SyncPage page) {
        return page.start().kind() == SyncStart.Kind.ROLLED_BACK
                ? new SyncPage(
                        new SyncStart(page.start().from(), SyncStart.Kind.GOES_ON),
                        page.items(),
                        page.end(),
                        page.more())
                : page;
    }

    private void take(SyncKey from, SyncPage page) {
        if (!from.equals(key)) {
            return;
        }
        if (page.start().kind() == SyncStart.Kind.BEHIND) {
            fleet.coverage().behind();
        }
        var told = fleet.settings().holds(HealingRule.ROLLS_BACK_KEYS) ? page : unaware(page);
        fleet.invariants().read(this, told);
        key = told.end();
    }
}
