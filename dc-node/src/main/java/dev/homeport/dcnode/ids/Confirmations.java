package dev.homeport.dcnode.ids;

import dev.homeport.coordinator.claim.ClaimCommand;
import dev.homeport.coordinator.claim.ClaimOutcome;
import dev.homeport.coordinator.claim.OperationStamp;
import dev.homeport.dcnode.entry.EntryFormat;
import dev.homeport.dcnode.entry.EntryType;
import dev.homeport.dcnode.entry.Fact;
import dev.homeport.dcnode.entry.SiteEntry.ShardEntry;
import dev.homeport.dcnode.entry.UnreadableEntryException;
import dev.homeport.dcnode.ids.RegistrationMarks.Registered;
import dev.homeport.quorumqueue.JudgedEntry;
import dev.homeport.quorumqueue.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Confirms the claims of registrations at the coordinator. Whichever site does it, the operation is
 * the same, and has effect once. Thread-safe.
 */
public final class Confirmations {

    private static final Logger LOG = LoggerFactory.getLogger(Confirmations.class);

    private static final Duration CALL = Duration.ofSeconds(10);
    private static final long SLACK_MILLIS = 1_000;

    private final EntryFormat format;
    private final Coordinator coordinator;
    private final HandleKeys keys;

    /** An entry by which an account got its handle. */
    record Claiming(JudgedEntry judged, ShardEntry entry, Fact.AccountRegistered fact) {

        Registered where() {
            return new Registered(
                    judged.entry().offset(), judged.entry().position(), entry.shard());
        }
    }

    /**
     * Makes it.
     *
     * @param format how bytes become entries
     * @param coordinator holds the claims
     * @param keys what stands for a handle there
     */
    public Confirmations(EntryFormat format, Coordinator coordinator, HandleKeys keys) {
        this.format = format;
        this.coordinator = coordinator;
        this.keys = keys;
    }

    /** Those of some entries that are effective registrations, adopted ones too, in order. */
    List<Claiming> among(List<JudgedEntry> entries) throws UnreadableEntryException {
        var claiming = new ArrayList<Claiming>();
        for (var judged : entries) {
            var type = judged.entry().type();
            if (judged.verdict() instanceof Verdict.Effective
                    && (type == EntryType.ACCOUNT_REGISTERED.number()
                            || type == EntryType.ADOPTED.number())
                    && format.decode(judged.entry().draft()) instanceof ShardEntry entry
                    && entry.fact().stated() instanceof Fact.AccountRegistered fact) {
                claiming.add(new Claiming(judged, entry, fact));
            }
        }
        return claiming;
    }

    /**
     * Confirms all of them; each waits 11 s at most.
     *
     * @return why one of them is not settled; empty when all are
     */
    Optional<String> confirm(List<Claiming> registrations)
            throws InterruptedException, ExecutionException, TimeoutException {
        var asked = registrations.stream().map(this::confirm).toList();
        var open = Optional.<String>empty();
        for (var one : asked) {
            var why = one.get(CALL.toMillis() + SLACK_MILLIS, TimeUnit.MILLISECONDS);
            open = open.or(() -> why);
        }
        return open;
    }

    private CompletableFuture<Optional<String>> confirm(Claiming registration) {
        var stamp =
                new OperationStamp(registration.entry().epoch(), registration.where().offset(), 1);
        var operation =
                new ClaimCommand.Confirm(
                        registration.fact().account(),
                        stamp,
                        keys.of(registration.fact().handle()));
        return coordinator
                .claim(operation, CALL)
                .thenApply(answer -> settle(operation, answer))
                .toCompletableFuture();
    }

    /** Why it is not settled; empty when it is. */
    private static Optional<String> settle(
            ClaimCommand.Confirm operation, VoterAnswer<Voter.Claimed> answer) {
        return switch (answer) {
            case VoterAnswer.Answered<Voter.Claimed>(Voter.Claimed(var outcome, var _)) -> {
                if (outcome != ClaimOutcome.CONFIRMED) {
                    LOG.error(
                            "The handle of account {} was not confirmed: {}",
                            operation.account(),
                            outcome);
                }
                yield Optional.empty();
            }
            case VoterAnswer.NotDone<Voter.Claimed>(var code, var detail, var _, var _) ->
                    switch (code) {
                        // A later operation of the account's was carried out: this one was before.
                        case CONFLICT, MOVED -> {
                            LOG.warn("The claim of account {}: {}", operation.account(), detail);
                            yield Optional.empty();
                        }
                        default -> Optional.of(code + ": " + detail);
                    };
            case VoterAnswer.Unknown<Voter.Claimed>(var reason) -> Optional.of(reason);
        };
    }
}
