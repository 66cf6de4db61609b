package dev.homeport.controlplane.decision;

import static dev.homeport.controlplane.decision.MovingFleet.SITES;
import static dev.homeport.controlplane.decision.MovingFleet.evacuation;
import static dev.homeport.controlplane.decision.MovingFleet.failBack;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.controlplane.move.Move;
import dev.homeport.controlplane.record.BrokenRuleException;
import dev.homeport.controlplane.record.ControlRecord;
import dev.homeport.controlplane.record.ControlState;
import dev.homeport.controlplane.record.Decision;
import dev.homeport.controlplane.topology.SiteState;
import dev.homeport.vocabulary.ShardSet;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Operators, leaders that die between deciding and recording, and sites that come along when they
 * please, in any order: every move ends, and every shard is open at one home.
 */
class MoveCourseTest {

    private static final int STEPS = 150;

    /** A decision on a state that may be an old one by the time it is recorded. */
    private record Late(long basis, List<ControlRecord> records) {}

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 100);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whateverComesInBetweenAllMovesEnd(long seed) throws Exception {
        var chance = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        var fleet = new MovingFleet();
        var late = new ArrayList<Late>();
        var begun = 0;
        for (var i = 0; i < STEPS; i++) {
            var site = SITES.get(chance.nextInt(SITES.size()));
            switch (chance.nextInt(6)) {
                case 0, 1 -> fleet.openAll(site);
                case 2 -> fleet.closeEnded(site);
                case 3 ->
                        begun +=
                                decided(
                                        fleet,
                                        late,
                                        chance,
                                        fleet.begin(
                                                "r" + chance.nextInt(12),
                                                chance.nextBoolean()
                                                        ? evacuation(site)
                                                        : failBack(site)));
                case 4 -> {
                    for (var id : List.copyOf(fleet.state().moves().open().keySet())) {
                        decided(fleet, late, chance, fleet.step(id));
                    }
                }
                case 5 -> {
                    if (chance.nextInt(3) == 0) {
                        for (var id : List.copyOf(fleet.state().moves().open().keySet())) {
                            decided(fleet, late, chance, MoveAbort.decide(fleet.state(), id, "x"));
                        }
                    }
                }
                default -> throw new AssertionError("no such step");
            }
            recordLate(fleet, late, chance);
            assertSound(fleet.state());
        }

        // At last everybody comes along, and a leader lives.
        for (var id : List.copyOf(fleet.state().moves().open().keySet())) {
            SITES.forEach(fleet::openAll);
            fleet.record(fleet.step(id));
        }
        assertThat(fleet.state().moves().open()).isEmpty();
        assertThat(begun).as("moves begun").isPositive();
        for (var site : SITES) {
            var state = fleet.site(site).state();
            if (!fleet.state()
                    .natives()
                    .of(site)
                    .minus(fleet.table().shardsHomedAt(site))
                    .isEmpty()) {
                assertThat(state).isEqualTo(SiteState.EVACUATED);
                fleet.moved("back-" + site, failBack(site));
            }
        }
        for (var site : SITES) {
            assertThat(fleet.site(site).state()).isEqualTo(SiteState.IN_SERVICE);
            assertThat(fleet.table().shardsHomedAt(site))
                    .isEqualTo(fleet.state().natives().of(site));
        }
    }

    /** A leader records what it decided, dies before it does, or is so late that others did. */
    private static int decided(
            MovingFleet fleet, List<Late> late, RandomGenerator chance, Ruling ruling)
            throws BrokenRuleException {
        if (!(ruling instanceof Ruling.Granted(var records, _))) {
            return 0;
        }
        switch (chance.nextInt(4)) {
            case 0 -> late.add(new Late(fleet.state().decisions(), records));
            case 1 -> {
                return 0;
            }
            default -> fleet.record(ruling);
        }
        return 1;
    }

    private static void recordLate(MovingFleet fleet, List<Late> late, RandomGenerator chance) {
        if (late.isEmpty() || chance.nextBoolean()) {
            return;
        }
        var one = late.removeFirst();
        try {
            fleet.record(new Decision(one.basis(), "a late leader", 1, "late", one.records()));
            assertThat(one.basis()).isEqualTo(fleet.state().decisions() - 1);
        } catch (BrokenRuleException e) {
            assertThat(one.basis()).isLessThan(fleet.state().decisions());
        }
    }

    private static void assertSound(ControlState state) {
        for (var move : state.moves().open().values()) {
            for (var allotment : state.table().orElseThrow().allotments()) {
                for (var transfer : move.transfers()) {
                    if (allotment.shards().intersects(transfer.shards())) {
                        assertThat(allotment.home()).isEqualTo(transfer.to());
                        assertThat(allotment.epoch()).isEqualTo(transfer.epoch());
                    }
                }
            }
        }
        // What no open move has is confirmed, so that its home may open it without anyone's word.
        var moving =
                state.moves().open().values().stream()
                        .map(Move::shards)
                        .reduce(ShardSet.none(), ShardSet::union);
        assertThat(state.table().orElseThrow().allotments())
                .allSatisfy(a -> {
                    if (!moving.intersects(a.shards())) {
                        assertThat(a.chain().earlier()).isEmpty();
                    }
                });
    }
}
