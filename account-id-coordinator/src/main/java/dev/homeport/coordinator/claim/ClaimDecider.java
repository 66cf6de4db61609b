package dev.homeport.coordinator.claim;

import dev.homeport.coordinator.Decision;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.ShardSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Decides on claims. It reads the claims as they stand where the command is applied, in the order
 * of one log, and changes nothing: so of two claims of one name the earlier in the log wins, on
 * every voter.
 *
 * <p>An account's operations take effect once each and in the order of their stamps: a repeat gets
 * the first answer, whatever has happened since, and a lower stamp is refused. As thread-safe as
 * the view is.
 */
public final class ClaimDecider {

    /** How many names whose quarantine is over one tick frees at most. */
    public static final int FREED_PER_TICK = 1_000;

    private final ClaimView view;

    /**
     * @param view the claims as they stand
     */
    public ClaimDecider(ClaimView view) {
        this.view = view;
    }

    /** Decides on a command. */
    public Decision<ClaimRecord, ClaimReply> decide(ClaimCommand command) {
        return switch (command) {
            case ClaimCommand.Operation operation -> operate(operation);
            case ClaimCommand.Tick _ -> tick();
            case ClaimCommand.BeginRotation begin -> begin(begin);
            case ClaimCommand.ClaimedAgain again -> claimedAgain(again);
            case ClaimCommand.EndRotation _ -> end();
        };
    }

    private Decision<ClaimRecord, ClaimReply> operate(ClaimCommand.Operation operation) {
        var last = view.lastOperation(operation.account()).orElse(null);
        if (last != null) {
            var order = operation.stamp().compareTo(last.stamp());
            if (order == 0) {
                return Decision.reply(new ClaimReply.Done(last.outcome(), true));
            }
            if (order < 0) {
                return tooLate(operation, last);
            }
        }
        var required = view.versions().required();
        var given = operation.keys().stream().map(ClaimKey::version).toList();
        if (!given.equals(required)) {
            return refuse(
                    ErrorCode.CONFLICT,
                    "keys: of versions " + given + "; give one of each of " + required);
        }
        return switch (operation) {
            case ClaimCommand.Reserve reserve -> reserve(reserve);
            case ClaimCommand.Confirm confirm -> confirm(confirm);
            case ClaimCommand.Release release -> release(release);
        };
    }

    private static Decision<ClaimRecord, ClaimReply> tooLate(
            ClaimCommand.Operation operation, LastOperation last) {
        var movedOn = operation.stamp().epoch().isBefore(last.stamp().epoch());
        return refuse(
                movedOn ? ErrorCode.MOVED : ErrorCode.CONFLICT,
                "stamp: "
                        + operation.stamp()
                        + " of account "
                        + operation.account()
                        + " is below "
                        + last.stamp()
                        + (movedOn ? "; its home is another one now" : ", which was answered"));
    }

    private Decision<ClaimRecord, ClaimReply> reserve(ClaimCommand.Reserve reserve) {
        for (var key : reserve.keys()) {
            var claim = view.claim(key).orElse(null);
            if (claim != null
                    && isAnothers(claim, reserve.account())
                    && claim.isOf(reserve.request())) {
                return Decision.reply(new ClaimReply.Held(claim.account()));
            }
        }
        if (anyOf(reserve, claim -> isAnothers(claim, reserve.account()))) {
            return done(reserve, List.of(), ClaimOutcome.TAKEN);
        }
        var owned = anyOf(reserve, claim -> claim.state() == ClaimState.CONFIRMED);
        return owned
                ? put(reserve, ClaimState.CONFIRMED, ClaimOutcome.CONFIRMED)
                : put(reserve, ClaimState.RESERVED, ClaimOutcome.RESERVED);
    }

    private Decision<ClaimRecord, ClaimReply> confirm(ClaimCommand.Confirm confirm) {
        if (anyOf(confirm, claim -> isAnothers(claim, confirm.account()))) {
            return done(confirm, List.of(), ClaimOutcome.TAKEN);
        }
        var held = anyOf(confirm, claim -> claim.state() != ClaimState.RELEASED);
        return held
                ? put(confirm, ClaimState.CONFIRMED, ClaimOutcome.CONFIRMED)
                : done(confirm, List.of(), ClaimOutcome.NOT_RESERVED);
    }

    private Decision<ClaimRecord, ClaimReply> release(ClaimCommand.Release release) {
        var records = new ArrayList<ClaimRecord>();
        for (var key : release.keys()) {
            var claim = view.claim(key).orElse(null);
            if (claim == null || !claim.account().equals(release.account())) {
                continue;
            }
            switch (claim.state()) {
                case RESERVED -> records.add(new ClaimRecord.ClaimRemoved(key));
                case CONFIRMED -> {
                    var freeAt = Math.max(1, view.tick() + release.quarantineTicks());
                    records.add(
                            new ClaimRecord.ClaimPut(
                                    key,
                                    new Claim(release.account(), ClaimState.RELEASED, freeAt)));
                }
                case RELEASED -> {
                    // It is given up already, and its quarantine does not begin anew.
                }
            }
        }
        return done(release, records, ClaimOutcome.RELEASED);
    }

    private boolean anyOf(ClaimCommand.Operation operation, Predicate<Claim> test) {
        return operation.keys().stream()
                .map(key -> view.claim(key).orElse(null))
                .filter(Objects::nonNull)
                .anyMatch(test);
    }

    private boolean isAnothers(Claim claim, AccountId account) {
        return !claim.account().equals(account) && !claim.isFree(view.tick());
    }

    private Decision<ClaimRecord, ClaimReply> put(
            ClaimCommand.Operation operation, ClaimState state, ClaimOutcome outcome) {
        var claim = new Claim(operation.account(), state, 0, request(operation));
        var records =
                operation.keys().stream()
                        .<ClaimRecord>map(key -> new ClaimRecord.ClaimPut(key, claim))
                        .toList();
        return done(operation, records, outcome);
    }

    /** The request that a name is held for stays with it until it is given up. */
    private String request(ClaimCommand.Operation operation) {
        if (operation instanceof ClaimCommand.Reserve reserve && !reserve.request().isEmpty()) {
            return reserve.request();
        }
        return operation.keys().stream()
                .map(key -> view.claim(key).orElse(null))
                .filter(Objects::nonNull)
                .filter(claim ->
                        claim.account().equals(operation.account())
                                && claim.state() != ClaimState.RELEASED)
                .map(Claim::request)
                .filter(request -> !request.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static Decision<ClaimRecord, ClaimReply> done(
            ClaimCommand.Operation operation, List<ClaimRecord> changes, ClaimOutcome outcome) {
        var records = new ArrayList<>(changes);
        records.add(
                new ClaimRecord.OperationSeen(
                        operation.account(), new LastOperation(operation.stamp(), outcome)));
        return new Decision<>(records, new ClaimReply.Done(outcome, false));
    }

    private Decision<ClaimRecord, ClaimReply> tick() {
        var now = view.tick() + 1;
        var records = new ArrayList<ClaimRecord>();
        records.add(new ClaimRecord.Ticked(now));
        view.freeAt(now, FREED_PER_TICK)
                .forEach(key -> records.add(new ClaimRecord.ClaimRemoved(key)));
        return new Decision<>(records, new ClaimReply.Accepted());
    }

    private Decision<ClaimRecord, ClaimReply> begin(ClaimCommand.BeginRotation begin) {
        var versions = view.versions();
        if (versions.next() == begin.toVersion()) {
            return Decision.reply(new ClaimReply.Accepted());
        }
        if (versions.isRotating()
                || begin.toVersion() <= versions.current()
                || begin.toVersion() > ClaimKey.MAX_VERSION) {
            return refuse(
                    ErrorCode.CONFLICT,
                    "toVersion: "
                            + begin.toVersion()
                            + " cannot follow versions "
                            + versions.required()
                            + "; end a rotation under way, and use a higher version");
        }
        return change(
                new KeyVersions(
                        versions.current(),
                        begin.toVersion(),
                        view.tick() + begin.leastTicks(),
                        ShardSet.all()));
    }

    private Decision<ClaimRecord, ClaimReply> claimedAgain(ClaimCommand.ClaimedAgain again) {
        var versions = view.versions();
        if (again.toVersion() == 0 || versions.next() != again.toVersion()) {
            return refuse(
                    ErrorCode.CONFLICT,
                    "toVersion: "
                            + again.toVersion()
                            + " is not what keys are being changed to; versions in use are "
                            + versions.required());
        }
        return change(
                new KeyVersions(
                        versions.current(),
                        versions.next(),
                        versions.endsAtTick(),
                        versions.waiting().minus(again.shards())));
    }

    private Decision<ClaimRecord, ClaimReply> end() {
        var versions = view.versions();
        if (!versions.isRotating()) {
            return refuse(ErrorCode.CONFLICT, "rotation: none is under way");
        }
        if (!versions.waiting().isEmpty() || view.tick() < versions.endsAtTick()) {
            return refuse(
                    ErrorCode.CONFLICT,
                    "rotation: the homes of "
                            + versions.waiting().size()
                            + " shards have not claimed again, and tick "
                            + view.tick()
                            + " of "
                            + versions.endsAtTick()
                            + " is reached; end it when all have and it is");
        }
        return new Decision<>(
                List.of(
                        new ClaimRecord.VersionForgotten(versions.current()),
                        new ClaimRecord.VersionsChanged(
                                new KeyVersions(versions.next(), 0, 0, ShardSet.none()))),
                new ClaimReply.Accepted());
    }

    private static Decision<ClaimRecord, ClaimReply> change(KeyVersions versions) {
        return new Decision<>(
                List.of(new ClaimRecord.VersionsChanged(versions)), new ClaimReply.Accepted());
    }

    private static Decision<ClaimRecord, ClaimReply> refuse(ErrorCode code, String detail) {
        return Decision.reply(new ClaimReply.Refused(code, detail));
    }
}
