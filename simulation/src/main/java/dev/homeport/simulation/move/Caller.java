package dev.homeport.simulation.move;

import dev.homeport.controlplane.decision.Ruling;
import dev.homeport.controlplane.record.ControlState;
import dev.homeport.controlplane.replica.Answer;
import dev.homeport.controlplane.report.FleetReport;
import dev.homeport.quorumqueue.EntryId;
import dev.homeport.simulation.engine.World;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Asks the control plane, one wish after the other. What was not answered is asked again under the
 * same request id. One thread.
 */
final class Caller {

    private static final int MOST_TRIES = 6;

    /**
     * What is asked.
     *
     * @param id its request id
     * @param what in words
     * @param decider the product's decider of it
     * @param ended run when it is refused, or not asked any more
     */
    record Wish(
            EntryId id,
            String what,
            BiFunction<ControlState, FleetReport, Ruling> decider,
            Runnable ended) {

        Wish(EntryId id, String what, BiFunction<ControlState, FleetReport, Ruling> decider) {
            this(id, what, decider, () -> {});
        }
    }

    private final MoveFleet fleet;
    private final World world;
    private final String name;
    private Optional<Wish> open = Optional.empty();
    private int tries;

    Caller(MoveFleet fleet, String name) {
        this.fleet = fleet;
        this.world = fleet.world();
        this.name = name;
    }

    /** Whether something is asked. */
    boolean isBusy() {
        return open.isPresent() && tries < MOST_TRIES;
    }

    /** Asks for what was open no more. */
    void drop() {
        open.ifPresent(wish -> wish.ended().run());
        open = Optional.empty();
    }

    /** Asks what is open again, or else something new. */
    void ask(Supplier<Wish> next) {
        if (!isBusy()) {
            drop();
            open = Optional.of(next.get());
            tries = 0;
            world.record(name + " wants " + open.get().what());
        }
        tries++;
        var wish = open.get();
        var from = world.random().nextInt(fleet.sites().size());
        var to = fleet.control().leader();
        fleet.network()
                .send(
                        from,
                        to,
                        () -> {
                            if (fleet.control().leader() == to) {
                                fleet.control()
                                        .wish(
                                                wish.id(),
                                                name,
                                                wish.decider(),
                                                answer -> reply(to, from, wish, answer));
                            }
                        });
    }

    private void reply(int to, int from, Wish wish, Answer answer) {
        fleet.network()
                .send(
                        to,
                        from,
                        () -> {
                            if (open.filter(wish::equals).isPresent()) {
                                open = Optional.empty();
                                wish.ended().run();
                            }
                        });
        if (answer instanceof Answer.Refused(_, var why)) {
            fleet.coverage().refusedWish();
            world.record(name + " is refused " + wish.what() + ": " + why);
        }
    }
}
