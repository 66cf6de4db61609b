package dev.homeport.simulation.move;

import dev.homeport.dcnode.entry.DerivedId;
import dev.homeport.dcnode.entry.Fact;
import dev.homeport.dcnode.entry.SiteEntry;
import dev.homeport.dcnode.home.holder.HolderEffect;
import dev.homeport.dcnode.home.holder.HolderInput;
import dev.homeport.dcnode.home.holder.LeaseHolder;
import dev.homeport.dcnode.home.lease.HolderId;
import dev.homeport.dcnode.home.lease.LeaseAnswer;
import dev.homeport.dcnode.keeper.LogAndTable;
import dev.homeport.dcnode.logic.append.AppendOutcome;
import dev.homeport.dcnode.logic.append.FactAppender;
import dev.homeport.dcnode.logic.append.Home;
import dev.homeport.dcnode.logic.message.Delivery;
import dev.homeport.dcnode.logic.sync.SyncKey;
import dev.homeport.dcnode.logic.sync.SyncPage;
import dev.homeport.dcnode.logic.sync.Syncing;
import dev.homeport.simulation.engine.Machine;
import dev.homeport.simulation.move.ModelLog.Stored;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A site: a log and a view that last, and one process that leads the log, keeps the homes, pulls
 * the others' streams and serves clients. What happens when two processes of a site both believe to
 * lead is the lease scenario's.
 */
final class ModelSite {

    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final MoveFleet fleet;
    private final int place;
    private final SiteLog stream;
    private final Machine machine;
    private final ModelLog log;
    private final ModelView view;
    private final Commits commits;
    private final ModelApplier applier;
    private final ModelKeeper keeper;
    private final ModelLinks links;
    private final ModelQueue queue;
    private final ModelAdoption adoption;
    private RoutingTable tableOnDisk;
    private LeaseHolder holder;
    private LogAndTable homes;
    private FactAppender appender;
    private Delivery delivery;
    private boolean leading;
    private boolean keptOff;

    ModelSite(MoveFleet fleet, int place, RoutingTable first) {
        this.fleet = fleet;
        this.place = place;
        this.stream = new SiteLog(MoveSettings.sites().get(place), 1);
        this.machine = fleet.newMachine(stream.site().name());
        this.log = new ModelLog(stream.site(), fleet.settings().rules());
        this.queue = new ModelQueue(stream, log);
        this.view =
                new ModelView(
                        fleet.settings(),
                        change -> fleet.invariants().filledAgain(this, change.filled()));
        this.commits = new Commits(fleet.world());
        this.tableOnDisk = first;
        this.holder = newHolder();
        this.homes = newHomes();
        this.appender = newAppender();
        this.delivery = new Delivery(homes, appender);
        this.applier = new ModelApplier(fleet, this);
        this.keeper = new ModelKeeper(fleet, this);
        this.links = new ModelLinks(fleet, this);
        this.adoption = new ModelAdoption(fleet, this, queue);
    }

    private LeaseHolder newHolder() {
        var id = new HolderId(stream, 1, machine.boot());
        return new LeaseHolder(id, tableOnDisk, fleet.settings().leaseRules());
    }

    private LogAndTable newHomes() {
        return new LogAndTable(stream, this::table, log::homes);
    }

    private FactAppender newAppender() {
        var format = new MemoryFormat();
        return new FactAppender(
                homes, new ModelGate(fleet, this, format), format, fleet::wallClock, DEADLINE);
    }

    SiteId id() {
        return stream.site();
    }

    SiteLog stream() {
        return stream;
    }

    int place() {
        return place;
    }

    Machine machine() {
        return machine;
    }

    ModelLog log() {
        return log;
    }

    ModelView view() {
        return view;
    }

    ModelApplier applier() {
        return applier;
    }

    ModelLinks links() {
        return links;
    }

    /** The log, for those who only read it. */
    ModelQueue queue() {
        return queue;
    }

    ModelAdoption adoption() {
        return adoption;
    }

    FactAppender appender() {
        return appender;
    }

    Commits commits() {
        return commits;
    }

    Delivery delivery() {
        return delivery;
    }

    boolean isLeading() {
        return leading && machine.isRunning();
    }

    RoutingTable table() {
        return holder.table();
    }

    ShardSet openHere() {
        return homes.openHere();
    }

    Home homeOf(ShardId shard) {
        return homes.homeOf(shard);
    }

    void crash() {
        if (machine.isUp()) {
            machine.crash();
            leading = false;
            commits.loseLeader();
        }
    }

    /** Whoever attests a fence sees to it that the site stays off. */
    void keepOff(boolean off) {
        keptOff = off;
    }

    void restart() {
        if (machine.isUp() || keptOff || fleet.losses().isKilled(this)) {
            return;
        }
        machine.start();
        holder = newHolder();
        homes = newHomes();
        appender = newAppender();
        delivery = new Delivery(homes, appender);
        applier.begin();
        keeper.begin();
        links.begin();
        adoption.begin();
        leadSoon();
    }

    /** The site's replicas elect the process, which then leads the log. */
    void leadSoon() {
        var boot = machine.boot();
        fleet.world().after(fleet.world().between(20, 600), () -> whileBoot(boot, this::lead));
    }

    private void lead() {
        leading = true;
        fleet.world().record(id() + " leads its log");
        keeper.keep();
        step(new HolderInput.Led());
        keeper.keep();
    }

    void whileBoot(long boot, Runnable action) {
        machine.deliver(() -> {
            if (machine.boot() == boot) {
                action.run();
            }
        });
    }

    void tick() {
        machine.deliver(() -> {
            step(new HolderInput.Tick());
            keeper.keep();
        });
    }

    void learn(RoutingTable table) {
        machine.deliver(() -> {
            step(new HolderInput.TableLearned(table));
            keeper.keep();
        });
    }

    void answered(LeaseAnswer answer) {
        machine.deliver(() -> {
            step(new HolderInput.Answered(answer));
            keeper.keep();
        });
    }

    void keep() {
        if (machine.isRunning()) {
            keeper.keep();
        }
    }

    void step(HolderInput input) {
        for (var effect : holder.step(input, machine.clock().read())) {
            // A table that is found is the holder's at once; the process has no other.
            if (effect instanceof HolderEffect.Send(var witness, var ask)) {
                var to = fleet.witness(witness);
                fleet.network().send(place, to.place(), () -> to.asked(ask));
            }
        }
        tableOnDisk = holder.table();
    }

    boolean mayAcknowledge(ShardId shard, Epoch epoch, long offset) {
        return holder.mayAcknowledge(shard, epoch, offset, machine.clock().read());
    }

    ShardSet held(RoutingTable table) {
        return holder.held(table, machine.clock().read());
    }

    /** Commits an entry of any stream; the log and who checks it hear of it at once. */
    Stored commit(SiteLog to, SiteEntry entry) {
        var stored = log.append(to, entry);
        fleet.invariants().committed(this, stored);
        return stored;
    }

    /** A client asks for a message to be sent. */
    void send(DerivedId id, Fact.MessageSent fact, Consumer<AppendOutcome> answer) {
        machine.deliver(() ->
                appender.append(id, Optional.empty(), fact)
                        .whenComplete((outcome, _) -> answer.accept(outcome)));
    }

    /** A client asks for what it has not seen. */
    void sync(AccountId account, SyncKey key, Consumer<SyncPage> answer) {
        machine.deliver(() -> {
            if (!applier.isStalled()) {
                answer.accept(new Syncing(view).page(account, key, 20));
            }
        });
    }
}
