package dev.homeport.coordinator.claim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.coordinator.state.CoordinatorCommand;
import dev.homeport.coordinator.state.CoordinatorReply;
import dev.homeport.coordinator.state.CoordinatorState;
import dev.homeport.coordinator.state.InMemoryStore;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.Epoch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One name wanted at two sites at the same time, in every order and under repeats. */
class TwoSitesOneNameTest {

    private static final ClaimKey NAME = new ClaimKey(1, new byte[ClaimKey.HASH_BYTES]);
    private static final AccountId ALICE = new AccountId(1);
    private static final AccountId BOB = new AccountId(2);

    /**
     * Every interleaving of two sites' registrations, each sent by two nodes that know nothing of
     * each other: so every message arrives twice, the second time at any later point.
     */
    @Test
    void exactlyOneWinsInEveryInterleavingOfTwoRegistrations() {
        var orders = new ArrayList<List<ClaimCommand>>();
        var alice = registration(ALICE);
        var bob = registration(BOB);
        interleave(List.of(), List.of(alice, alice, bob, bob), new int[4], orders);

        for (var order : orders) {
            var run = new Run();
            order.forEach(run::apply);

            assertThat(run.winners()).as("winners of %s", order).hasSize(1);
            assertThat(run.store.resolve(NAME)).contains(run.winners().getFirst());
        }
        // 8! / (2! * 2! * 2! * 2!): four scripts of two messages.
        assertThat(orders).hasSize(2_520);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void noNameHasTwoOwnersUnderRepeatsReorderingAndMoves(int seed) {
        var random = new Random(seed);
        var run = new Run();
        var clients = new ArrayList<Client>();
        for (var account = 1; account <= 6; account++) {
            clients.add(new Client(new AccountId(account)));
        }
        var sent = new ArrayList<ClaimCommand>();
        for (var step = 0; step < 3_000; step++) {
            switch (random.nextInt(4)) {
                case 0, 1 -> {
                    var client = clients.get(random.nextInt(clients.size()));
                    var command = client.next(random, run.store);
                    sent.add(command);
                    if (random.nextInt(10) > 0) {
                        run.apply(command);
                    }
                }
                case 2 -> {
                    if (!sent.isEmpty()) {
                        run.apply(sent.get(random.nextInt(sent.size())));
                    }
                }
                default -> run.apply(new ClaimCommand.Tick());
            }
        }
        assertThat(run.changesOfHolder).as("the run did something").isGreaterThan(10);
    }

    private static List<ClaimCommand> registration(AccountId account) {
        return List.of(
                new ClaimCommand.Reserve(account, stamp(1, 1), List.of(NAME)),
                new ClaimCommand.Confirm(account, stamp(1, 2), List.of(NAME)));
    }

    private static void interleave(
            List<ClaimCommand> begun,
            List<List<ClaimCommand>> scripts,
            int[] done,
            List<List<ClaimCommand>> orders) {
        var ended = true;
        for (var i = 0; i < scripts.size(); i++) {
            if (done[i] == scripts.get(i).size()) {
                continue;
            }
            ended = false;
            var next = new ArrayList<>(begun);
            next.add(scripts.get(i).get(done[i]));
            done[i]++;
            interleave(next, scripts, done, orders);
            done[i]--;
        }
        if (ended) {
            orders.add(begun);
        }
    }

    private static OperationStamp stamp(long epoch, long offset) {
        return new OperationStamp(new Epoch(epoch), offset, 0);
    }

    /** An account's home, which sends one operation after the other, now and then after a move. */
    private static final class Client {

        private final AccountId account;
        private long epoch = 1;
        private long offset;

        Client(AccountId account) {
            this.account = account;
        }

        ClaimCommand next(Random random, ClaimView view) {
            if (random.nextInt(20) == 0) {
                epoch++;
            }
            var stamp = stamp(epoch, ++offset);
            var mine =
                    view.claim(NAME).filter(claim -> claim.account().equals(account)).isPresent();
            if (!mine) {
                return new ClaimCommand.Reserve(account, stamp, List.of(NAME));
            }
            return random.nextBoolean()
                    ? new ClaimCommand.Confirm(account, stamp, List.of(NAME))
                    : new ClaimCommand.Release(account, stamp, List.of(NAME), random.nextInt(4));
        }
    }

    /** Applies commands and checks after each that the name went over only when it was free. */
    private static final class Run {

        private final InMemoryStore store = new InMemoryStore();
        private final CoordinatorState state = new CoordinatorState(store);
        private final Map<AccountId, ClaimOutcome> confirmed = new HashMap<>();
        private @Nullable AccountId lastHolder;
        private int changesOfHolder;

        void apply(ClaimCommand command) {
            var before = store.claim(NAME);
            var tickBefore = store.tick();
            var reply =
                    state.apply(state.appliedPosition() + 1, new CoordinatorCommand.Claim(command));
            var after = store.claim(NAME);
            if (before.isPresent()
                    && after.isPresent()
                    && !before.get().account().equals(after.get().account())) {
                assertThat(before.get().isFree(tickBefore)).isTrue();
            }
            if (after.isPresent() && !after.get().account().equals(lastHolder)) {
                lastHolder = after.get().account();
                changesOfHolder++;
            }
            if (before.isPresent() && after.isEmpty() && command instanceof ClaimCommand.Tick) {
                assertThat(before.get().state()).isEqualTo(ClaimState.RELEASED);
            }
            if (command instanceof ClaimCommand.Confirm confirm
                    && reply
                            instanceof
                            CoordinatorReply.Claim(ClaimReply.Done(var outcome, var repeated))
                    && !repeated) {
                confirmed.put(confirm.account(), outcome);
            }
        }

        List<AccountId> winners() {
            return confirmed.entrySet().stream()
                    .filter(entry -> entry.getValue() == ClaimOutcome.CONFIRMED)
                    .map(Map.Entry::getKey)
                    .toList();
        }
    }
}
