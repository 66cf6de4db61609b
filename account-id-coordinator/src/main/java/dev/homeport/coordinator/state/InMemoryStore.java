package dev.homeport.coordinator.state;

import dev.homeport.coordinator.claim.Claim;
import dev.homeport.coordinator.claim.ClaimKey;
import dev.homeport.coordinator.claim.ClaimRecord;
import dev.homeport.coordinator.claim.ClaimState;
import dev.homeport.coordinator.claim.KeyVersions;
import dev.homeport.coordinator.claim.LastOperation;
import dev.homeport.coordinator.grant.GrantSnapshot;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.ShardId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A store in memory, for tests and simulations: it holds the same contract as the one on disk,
 * forgets everything when it is let go, and grows with the number of claims. Thread-safe.
 */
public final class InMemoryStore implements CoordinatorStore {

    private final TreeMap<ClaimKey, Claim> claims = new TreeMap<>();
    private final TreeMap<AccountId, LastOperation> operations = new TreeMap<>();
    private GrantSnapshot grants = new GrantSnapshot(0, List.of());
    private KeyVersions versions = KeyVersions.FIRST;
    private long tick;
    private long applied;

    /** An empty store. */
    public InMemoryStore() {}

    @Override
    public synchronized Optional<Claim> claim(ClaimKey key) {
        return Optional.ofNullable(claims.get(key));
    }

    @Override
    public synchronized Optional<LastOperation> lastOperation(AccountId account) {
        return Optional.ofNullable(operations.get(account));
    }

    @Override
    public synchronized long tick() {
        return tick;
    }

    @Override
    public synchronized KeyVersions versions() {
        return versions;
    }

    @Override
    public synchronized List<ClaimKey> freeAt(long atTick, int limit) {
        return claims.entrySet().stream()
                .filter(entry -> entry.getValue().isFree(atTick))
                .sorted(
                        Comparator.comparingLong((Map.Entry<ClaimKey, Claim> entry) ->
                                        entry.getValue().freeAtTick())
                                .thenComparing(Map.Entry.comparingByKey()))
                .limit(limit)
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public synchronized long appliedPosition() {
        return applied;
    }

    @Override
    public synchronized GrantSnapshot grants() {
        return grants;
    }

    @Override
    public synchronized void apply(long position, Effects effects) {
        if (position != applied + 1) {
            throw new IllegalStateException("position " + position + " does not follow " + applied);
        }
        effects.claims().forEach(this::replay);
        effects.grants().ifPresent(changed -> grants = changed);
        applied = position;
    }

    private void replay(ClaimRecord record) {
        switch (record) {
            case ClaimRecord.ClaimPut(var key, var claim) -> claims.put(key, claim);
            case ClaimRecord.ClaimRemoved(var key) -> claims.remove(key);
            case ClaimRecord.OperationSeen(var account, var operation) ->
                    operations.put(account, operation);
            case ClaimRecord.Ticked(var now) -> tick = now;
            case ClaimRecord.VersionsChanged(var changed) -> versions = changed;
            case ClaimRecord.VersionForgotten(var version) ->
                    claims.keySet().removeIf(key -> key.version() == version);
        }
    }

    @Override
    public synchronized List<Reservation> reservations(
            ShardId shard, Optional<AccountId> after, int limit) {
        var found = new ArrayList<Reservation>();
        claims.forEach((key, claim) -> {
            if (claim.state() == ClaimState.RESERVED
                    && claim.account().shard().equals(shard)
                    && after.stream().allMatch(a -> a.compareTo(claim.account()) < 0)) {
                found.add(new Reservation(claim.account(), key));
            }
        });
        found.sort(Comparator.comparing(Reservation::account).thenComparing(Reservation::key));
        var accounts = found.stream().map(Reservation::account).distinct().limit(limit).toList();
        return found.stream()
                .filter(reservation -> accounts.contains(reservation.account()))
                .toList();
    }

    @Override
    public synchronized long makeDurable() {
        return applied;
    }

    @Override
    public void close() {}
}
