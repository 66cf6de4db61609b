package dev.homeport.dcnode.home.adapter.grpc;

import dev.homeport.dcnode.home.adapter.protobuf.LeaseFormat;
import dev.homeport.dcnode.home.lease.HolderId;
import dev.homeport.dcnode.home.lease.LeaseAnswer;
import dev.homeport.wire.lease.LeaseV0;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The asks that may still be answered. A holder has at most {@value #MOST_PER_HOLDER} of them: the
 * oldest gives way. Thread-safe.
 */
final class OpenAsks {

    private static final int MOST_PER_HOLDER = 4;
    private static final int MOST_HOLDERS = 1_024;

    private final Map<HolderId, TreeMap<Long, ServerCallStreamObserver<LeaseV0.LeaseAnswer>>> open =
            new HashMap<>();

    /** Remembers where answers to an ask go. */
    synchronized boolean add(
            HolderId holder, long sequence, ServerCallStreamObserver<LeaseV0.LeaseAnswer> answers) {
        if (!open.containsKey(holder) && open.size() >= MOST_HOLDERS) {
            return false;
        }
        var asks = open.computeIfAbsent(holder, h -> new TreeMap<>(Comparator.naturalOrder()));
        var replaced = asks.put(sequence, answers);
        if (replaced != null) {
            end(replaced);
        }
        while (asks.size() > MOST_PER_HOLDER) {
            end(asks.pollFirstEntry().getValue());
        }
        return true;
    }

    synchronized void remove(
            HolderId holder, long sequence, ServerCallStreamObserver<LeaseV0.LeaseAnswer> answers) {
        var asks = open.get(holder);
        if (asks != null && asks.remove(sequence, answers) && asks.isEmpty()) {
            open.remove(holder);
        }
    }

    /** Sends an answer to whoever asked; it is lost if nobody waits for it any more. */
    synchronized void answer(LeaseAnswer answer) {
        var asks = open.get(answer.holder());
        var answers = asks == null ? null : asks.get(answer.sequence());
        if (asks == null || answers == null) {
            return;
        }
        if (!answers.isCancelled()) {
            answers.onNext(LeaseFormat.write(answer));
        }
        // A newer ask of the same holder takes the place of one that waits for shards.
        asks.headMap(answer.sequence(), false).values().forEach(OpenAsks::end);
        asks.headMap(answer.sequence(), false).clear();
        if (isLast(answer)) {
            end(answers);
            asks.remove(answer.sequence());
        }
        if (asks.isEmpty()) {
            open.remove(answer.holder());
        }
    }

    private static boolean isLast(LeaseAnswer answer) {
        return !(answer.outcome() instanceof LeaseAnswer.Granted granted)
                || granted.blocked().isEmpty();
    }

    private static void end(ServerCallStreamObserver<LeaseV0.LeaseAnswer> answers) {
        if (!answers.isCancelled()) {
            answers.onCompleted();
        }
    }

    /** Ends all, because the witness stops. */
    synchronized void close() {
        for (var asks : open.values()) {
            for (var answers : asks.values()) {
                if (!answers.isCancelled()) {
                    answers.onError(
                            Status.UNAVAILABLE
                                    .withDescription("the witness stops")
                                    .asRuntimeException());
                }
            }
        }
        open.clear();
    }
}
