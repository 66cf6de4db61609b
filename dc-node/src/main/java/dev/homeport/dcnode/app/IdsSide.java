package dev.homeport.dcnode.app;

import dev.homeport.coordinator.adapter.file.SecretFiles;
import dev.homeport.coordinator.allocation.AccountIds;
import dev.homeport.coordinator.allocation.ReservePolicy;
import dev.homeport.dcnode.adapter.protobuf.ProtobufEntryFormat;
import dev.homeport.dcnode.home.adapter.grpc.CallLimits;
import dev.homeport.dcnode.home.adapter.os.SystemClocks;
import dev.homeport.dcnode.ids.ClaimConfirmer;
import dev.homeport.dcnode.ids.ClaimedHandles;
import dev.homeport.dcnode.ids.Confirmations;
import dev.homeport.dcnode.ids.Coordinator;
import dev.homeport.dcnode.ids.GrantedIds;
import dev.homeport.dcnode.ids.HandleKeys;
import dev.homeport.dcnode.ids.IdSupply;
import dev.homeport.dcnode.ids.InheritedClaims;
import dev.homeport.dcnode.ids.adapter.grpc.CoordinatorVoters;
import dev.homeport.process.app.Configuration;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * A full node's side of the coordinator, wired: account ids from granted ranges, claims of handles,
 * and their confirmation. Close once.
 */
final class IdsSide implements AutoCloseable {

    private static final String VOTERS = "peers.coordinator-rpc";
    private static final long USUAL_PEAK_PER_DAY = 10_000;
    private static final int BLOCK_SIZE = 256;

    private final CoordinatorVoters voters;
    private final GrantedIds ids;
    private final ClaimedHandles claims;
    private final IdSupply supply;
    private final ClaimConfirmer confirmer;
    private final InheritedClaims inherited;

    /**
     * Wires it and sets it going.
     *
     * @param config what the node is told
     * @param node carries the site's log
     */
    IdsSide(SiteConfig config, LogNode node) throws IOException, Configuration.InvalidException {
        var values = config.values();
        var clocks = new SystemClocks();
        var chance = new SharedChance();
        var policy = policy(values);
        var permutation =
                values.required(
                        "account.permutation.key", file -> SecretFiles.permutation(Path.of(file)));
        var keys =
                values.required(
                        "claim.key",
                        file -> new HandleKeys(SecretFiles.claimHashes(Path.of(file))));
        voters =
                new CoordinatorVoters(
                        values.peers(VOTERS),
                        config.site(),
                        config.fleet(),
                        config.tls(),
                        CallLimits.USUAL);
        var coordinator = new Coordinator(voters.voters(), config.site(), clocks, chance);
        // Unlike a counter, chance does not come back with the copy of a disk.
        var boot = new SecureRandom().nextLong() & Long.MAX_VALUE;
        ids = new GrantedIds(config.self().node(), boot, new AccountIds(permutation), clocks);
        claims = new ClaimedHandles(coordinator, keys);
        supply =
                new IdSupply(
                        ids, node::numbers, policy, coordinator, node.controlAppends(), chance);
        var format = new ProtobufEntryFormat();
        var confirmations = new Confirmations(format, coordinator, keys);
        confirmer =
                new ClaimConfirmer(
                        node.queue(),
                        node.work()::advanceCursor,
                        node.controlAppends(),
                        format,
                        confirmations,
                        clocks,
                        chance);
        inherited =
                new InheritedClaims(
                        node.queue(),
                        node.work()::advanceCursor,
                        format,
                        node.homes()::openHere,
                        confirmations,
                        clocks,
                        chance);
        supply.start();
        confirmer.start();
        inherited.start();
    }

    private static ReservePolicy policy(Configuration values)
            throws Configuration.InvalidException {
        var peak = values.number("accounts.peak.per.day", 1, USUAL_PEAK_PER_DAY);
        try {
            return new ReservePolicy(peak, ReservePolicy.MIN_DAYS, BLOCK_SIZE);
        } catch (IllegalArgumentException e) {
            throw new Configuration.InvalidException("accounts.peak.per.day: " + e.getMessage());
        }
    }

    /** Whether the configuration names a coordinator. */
    static boolean isConfigured(SiteConfig config) {
        return config.values().optional(VOTERS).isPresent();
    }

    GrantedIds ids() {
        return ids;
    }

    ClaimedHandles claims() {
        return claims;
    }

    IdSupply.Status supply() {
        return supply.status();
    }

    /** Why claims of registered accounts wait. */
    Optional<String> claimTrouble() {
        return confirmer.trouble().or(inherited::trouble);
    }

    @Override
    public void close() {
        inherited.close();
        confirmer.close();
        supply.close();
        voters.close();
    }
}
