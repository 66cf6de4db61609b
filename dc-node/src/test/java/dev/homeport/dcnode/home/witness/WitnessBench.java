package dev.homeport.dcnode.home.witness;

import static dev.homeport.dcnode.home.Tables.CANADA;
import static dev.homeport.dcnode.home.Tables.HONGKONG;
import static dev.homeport.dcnode.home.Tables.SHANGHAI;
import static dev.homeport.dcnode.home.Tables.at;

import dev.homeport.dcnode.home.Tables;
import dev.homeport.dcnode.home.lease.HolderId;
import dev.homeport.dcnode.home.lease.LeaseAnswer;
import dev.homeport.dcnode.home.lease.LeaseAsk;
import dev.homeport.dcnode.home.lease.LeaseRules;
import dev.homeport.dcnode.home.lease.LogMark;
import dev.homeport.dcnode.home.lease.StoreNumber;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Hongkong's witness on a bench: what it is told, what it answers, what is on its disk. */
final class WitnessBench {

    static final long HEADROOM = 100;

    private final List<WitnessEffect> effects = new ArrayList<>();
    private WitnessState disk;
    private Witness witness;
    private long boots;
    private long asks;

    /** A witness that grants: its first start was confirmed by the two others. */
    WitnessBench() {
        this(WitnessState.genesis(Tables.first()));
        for (var other : List.of(SHANGHAI, CANADA)) {
            counsel(other, StoreNumber.ZERO, Tables.first(), 0);
        }
    }

    /** A witness that has just started from what is on its disk. */
    WitnessBench(WitnessState disk) {
        this.disk = disk;
        this.witness = load();
        restart(disk, 0);
    }

    private Witness load() {
        boots++;
        return new Witness(
                HONGKONG, Set.of(SHANGHAI, CANADA), disk, boots << 32, HEADROOM, LeaseRules.ALL);
    }

    void restart(WitnessState from, long atMillis) {
        disk = from;
        witness = load();
        step(new WitnessInput.Started(), atMillis);
    }

    boolean isGranting() {
        return witness.isGranting();
    }

    WitnessState disk() {
        return disk;
    }

    /** The effects of the last step. */
    List<WitnessEffect> effects() {
        return List.copyOf(effects);
    }

    List<LeaseAnswer> answers() {
        return effects.stream()
                .filter(WitnessEffect.Answer.class::isInstance)
                .map(effect -> ((WitnessEffect.Answer) effect).answer())
                .toList();
    }

    private void step(WitnessInput input, long atMillis) {
        effects.clear();
        effects.addAll(witness.step(input, at(atMillis)));
        for (var effect : effects) {
            if (effect instanceof WitnessEffect.Persist(var state)) {
                disk = state;
            }
        }
    }

    List<LeaseAnswer> tick(long atMillis) {
        step(new WitnessInput.Tick(), atMillis);
        return answers();
    }

    void offer(RoutingTable table, long atMillis) {
        step(new WitnessInput.TableOffered(table), atMillis);
    }

    /** Another witness answers the round that this one is waiting for. */
    void counsel(SiteId from, StoreNumber heardOfMe, RoutingTable table, long atMillis) {
        counsel(
                from,
                heardOfMe,
                new PeerMessage.Knowledge(table, Map.of(), Map.of(), Map.of(), 0),
                atMillis);
    }

    void counsel(
            SiteId from, StoreNumber heardOfMe, PeerMessage.Knowledge knowledge, long atMillis) {
        say(from, new PeerMessage.Counsel(currentRound(), heardOfMe, knowledge), atMillis);
    }

    /** A voter of the coordinator tells a mark; what the witness answers. */
    List<WitnessEffect> raise(long mark, long atMillis) {
        step(new WitnessInput.MarkRaised(7, mark), atMillis);
        return effects();
    }

    void say(SiteId from, PeerMessage message, long atMillis) {
        step(new WitnessInput.PeerSaid(from, message), atMillis);
    }

    private long round;

    private long currentRound() {
        for (var effect : effects) {
            if (effect instanceof WitnessEffect.Tell(var _, PeerMessage.Consult(var asked))) {
                round = asked;
            }
        }
        return round;
    }

    /** What the witness has told others in the last step. */
    List<PeerMessage> told() {
        return effects.stream()
                .filter(WitnessEffect.Tell.class::isInstance)
                .map(effect -> ((WitnessEffect.Tell) effect).message())
                .toList();
    }

    LeaseAnswer.Granted ask(SiteId site, RoutingTable table, ShardSet wanted, long atMillis) {
        return asking(site, 1).at(table, wanted, atMillis);
    }

    LeaseAnswer.Outcome outcome(SiteId site, RoutingTable table, ShardSet wanted, long atMillis) {
        return asking(site, 1).send(table, wanted, atMillis).getFirst().outcome();
    }

    Asker asking(SiteId site, int node) {
        return new Asker(site, node);
    }

    /** One holder's asks. */
    final class Asker {

        private final SiteId site;
        private final int node;
        private long boot = 1;
        private long sequence;
        private ShardSet givenUp = ShardSet.none();
        private boolean lowered;
        private Map<SiteId, StoreNumber> heard = Map.of();

        private Asker(SiteId site, int node) {
            this.site = site;
            this.node = node;
            this.sequence = ++asks;
        }

        Asker boot(long newBoot) {
            boot = newBoot;
            return this;
        }

        Asker sequence(long newSequence) {
            sequence = newSequence;
            return this;
        }

        Asker givingUp(ShardSet shards) {
            givenUp = shards;
            return this;
        }

        Asker lowered() {
            lowered = true;
            return this;
        }

        Asker heard(Map<SiteId, StoreNumber> numbers) {
            heard = numbers;
            return this;
        }

        LeaseAnswer.Granted at(RoutingTable table, ShardSet wanted, long atMillis) {
            return (LeaseAnswer.Granted) send(table, wanted, atMillis).getFirst().outcome();
        }

        List<LeaseAnswer> send(RoutingTable table, ShardSet wanted, long atMillis) {
            step(
                    new WitnessInput.Asked(
                            new LeaseAsk(
                                    new HolderId(new SiteLog(site, 1), node, boot),
                                    sequence,
                                    table,
                                    wanted,
                                    givenUp,
                                    lowered,
                                    new LogMark(50, 7),
                                    heard)),
                    atMillis);
            return answers();
        }
    }
}
