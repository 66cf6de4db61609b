package dev.homeport.dcnode.home.adapter.grpc;

import dev.homeport.vocabulary.SiteId;
import dev.homeport.wire.lease.LeaseV0;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** The calls about the grant mark that may still be answered. Thread-safe. */
final class OpenMarks {

    private static final int MOST = 256;

    private final SiteId self;
    private final Map<Long, ServerCallStreamObserver<LeaseV0.GrantMark>> open = new HashMap<>();
    private long last;

    OpenMarks(SiteId self) {
        this.self = self;
    }

    /** Remembers where the answer to a call goes; returns the call's number. */
    synchronized long add(ServerCallStreamObserver<LeaseV0.GrantMark> answers)
            throws StatusException {
        if (open.size() >= MOST) {
            throw Status.RESOURCE_EXHAUSTED
                    .withDescription("too many calls about the grant mark wait; ask again later")
                    .asException();
        }
        last++;
        open.put(last, answers);
        return last;
    }

    synchronized void remove(long call) {
        open.remove(call);
    }

    /** Answers a call; the answer is lost if nobody waits for it any more. */
    synchronized void answer(long call, OptionalLong mark) {
        var answers = open.remove(call);
        if (answers == null || answers.isCancelled()) {
            return;
        }
        if (mark.isEmpty()) {
            answers.onError(
                    Status.UNAVAILABLE
                            .withDescription(
                                    "the witness of "
                                            + self
                                            + " is coming back and answers for nothing yet; ask"
                                            + " again")
                            .asRuntimeException());
            return;
        }
        answers.onNext(
                LeaseV0.GrantMark.newBuilder()
                        .setWitness(self.name())
                        .setMark(mark.getAsLong())
                        .build());
        answers.onCompleted();
    }

    /** Ends all, because the witness stops. */
    synchronized void close() {
        for (var answers : open.values()) {
            if (!answers.isCancelled()) {
                answers.onError(
                        Status.UNAVAILABLE
                                .withDescription("the witness stops")
                                .asRuntimeException());
            }
        }
        open.clear();
    }
}
