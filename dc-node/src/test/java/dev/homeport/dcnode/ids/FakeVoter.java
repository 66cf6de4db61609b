package dev.homeport.dcnode.ids;

import dev.homeport.coordinator.IdRange;
import dev.homeport.coordinator.allocation.AllocationSnapshot;
import dev.homeport.coordinator.claim.ClaimCommand;
import dev.homeport.coordinator.claim.ClaimOutcome;
import dev.homeport.coordinator.grant.GrantLedger;
import dev.homeport.coordinator.grant.GrantReply;
import dev.homeport.coordinator.grant.GrantRequest;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.NodeName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A voter in memory that leads, follows, or cannot be reached, as a test likes. Thread-safe. */
final class FakeVoter implements Voter {

    private final NodeName name;
    private final GrantLedger ledger;
    private final List<ClaimCommand.Confirm> confirmed = new CopyOnWriteArrayList<>();
    private final AtomicInteger asks = new AtomicInteger();
    private volatile boolean reachable = true;
    private volatile Optional<NodeName> leader;

    /** A voter that leads. */
    FakeVoter(String name, GrantLedger ledger) {
        this.name = NodeName.parse(name);
        this.ledger = ledger;
        this.leader = Optional.of(this.name);
    }

    FakeVoter follow(Optional<NodeName> whom) {
        leader = whom;
        return this;
    }

    void reachable(boolean can) {
        reachable = can;
    }

    int asks() {
        return asks.get();
    }

    @Override
    public NodeName name() {
        return name;
    }

    @Override
    public CompletionStage<VoterAnswer<IdRange>> grant(
            AllocationSnapshot.Demand demand, Duration deadline) {
        return this.<IdRange>aside()
                .orElseGet(() -> CompletableFuture.completedFuture(grant(demand)));
    }

    private VoterAnswer<IdRange> grant(AllocationSnapshot.Demand demand) {
        synchronized (ledger) {
            var decision =
                    ledger.decide(
                            new GrantRequest(name.site(), demand.requestId(), demand.count(), 0));
            decision.records().forEach(ledger::replay);
            return new VoterAnswer.Answered<>(((GrantReply.Granted) decision.reply()).range());
        }
    }

    @Override
    public CompletionStage<VoterAnswer<Claimed>> claim(
            ClaimCommand.Operation operation, Duration deadline) {
        return this.<Claimed>aside()
                .orElseGet(() -> CompletableFuture.completedFuture(claim(operation)));
    }

    private VoterAnswer<Claimed> claim(ClaimCommand.Operation operation) {
        if (!(operation instanceof ClaimCommand.Confirm confirm)) {
            return new VoterAnswer.Unknown<>("no reservations here");
        }
        confirmed.add(confirm);
        return new VoterAnswer.Answered<>(new Claimed(ClaimOutcome.CONFIRMED, Optional.empty()));
    }

    /** The confirmations that it was asked for and could give, in order. */
    List<ClaimCommand.Confirm> confirmed() {
        return List.copyOf(confirmed);
    }

    private <R> Optional<CompletionStage<VoterAnswer<R>>> aside() {
        asks.incrementAndGet();
        VoterAnswer<R> answer;
        if (!reachable) {
            answer = new VoterAnswer.Unknown<>(name + " does not answer");
        } else if (!leader.equals(Optional.of(name))) {
            answer =
                    new VoterAnswer.NotDone<>(
                            ErrorCode.NOT_LEADER, "another leads", leader, Duration.ofMillis(500));
        } else {
            return Optional.empty();
        }
        return Optional.of(CompletableFuture.completedFuture(answer));
    }
}
