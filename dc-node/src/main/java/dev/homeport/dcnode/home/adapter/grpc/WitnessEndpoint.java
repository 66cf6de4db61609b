package dev.homeport.dcnode.home.adapter.grpc;

import dev.homeport.dcnode.home.adapter.protobuf.LeaseFormat;
import dev.homeport.dcnode.home.adapter.protobuf.PeerFormat;
import dev.homeport.dcnode.home.adapter.protobuf.StatusFormat;
import dev.homeport.dcnode.home.agent.WitnessAgent;
import dev.homeport.dcnode.home.witness.WitnessInput;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.Quoted;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.wire.lease.LeaseV0;
import dev.homeport.wire.lease.WitnessServiceGrpc;
import dev.homeport.wireformat.adapter.protobuf.MalformedMessageException;
import dev.homeport.wireformat.adapter.protobuf.TableFormat;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The calls that a witness takes. Thread-safe. */
final class WitnessEndpoint extends WitnessServiceGrpc.WitnessServiceImplBase {

    private interface Work<A> {
        A answer() throws StatusException, MalformedMessageException;
    }

    private final FleetId fleet;
    private final SiteId self;
    private final Set<SiteId> others;
    private final Predicate<WitnessInput> agent;
    private final Supplier<WitnessAgent.Status> status;
    private final OpenAsks openAsks;
    private final OpenMarks openMarks;

    WitnessEndpoint(
            FleetId fleet,
            SiteId self,
            Set<SiteId> others,
            Predicate<WitnessInput> agent,
            Supplier<WitnessAgent.Status> status,
            OpenAsks openAsks,
            OpenMarks openMarks) {
        this.fleet = fleet;
        this.self = self;
        this.others = others;
        this.agent = agent;
        this.status = status;
        this.openAsks = openAsks;
        this.openMarks = openMarks;
    }

    @Override
    public void ask(LeaseV0.LeaseAsk wire, StreamObserver<LeaseV0.LeaseAnswer> answers) {
        var stream = (ServerCallStreamObserver<LeaseV0.LeaseAnswer>) answers;
        try {
            var ask = LeaseFormat.read(wire);
            Permissions.mayAskAs(ask.holder());
            checkFleet(ask.table().fleet());
            stream.setOnCancelHandler(() -> openAsks.remove(ask.holder(), ask.sequence(), stream));
            if (!openAsks.add(ask.holder(), ask.sequence(), stream)) {
                throw overloaded();
            }
            try {
                hand(new WitnessInput.Asked(ask));
            } catch (StatusException e) {
                openAsks.remove(ask.holder(), ask.sequence(), stream);
                throw e;
            }
        } catch (StatusException e) {
            answers.onError(e);
        } catch (MalformedMessageException e) {
            answers.onError(malformed(e));
        }
    }

    @Override
    public void peer(LeaseV0.PeerLetter letter, StreamObserver<LeaseV0.PeerLetterTaken> answers) {
        answer(
                answers,
                () -> {
                    var from = site("from", letter.getFrom());
                    Permissions.maySpeakAs(from, others);
                    if (!letter.getTo().equals(self.name())) {
                        throw Status.PERMISSION_DENIED
                                .withDescription(
                                        "to: "
                                                + Quoted.of(letter.getTo())
                                                + " is not this witness, which is "
                                                + self)
                                .asException();
                    }
                    hand(new WitnessInput.PeerSaid(from, PeerFormat.read(letter.getMessage())));
                    return LeaseV0.PeerLetterTaken.getDefaultInstance();
                });
    }

    @Override
    public void offerTable(
            LeaseV0.RoutingTable wire, StreamObserver<LeaseV0.TableOfferTaken> answers) {
        answer(
                answers,
                () -> {
                    Permissions.mayHandTablesOn();
                    var table = TableFormat.read(wire);
                    checkFleet(table.fleet());
                    hand(new WitnessInput.TableOffered(table));
                    return LeaseV0.TableOfferTaken.getDefaultInstance();
                });
    }

    @Override
    public void raiseGrantMark(
            LeaseV0.GrantMarkRaise raise, StreamObserver<LeaseV0.GrantMark> answers) {
        var stream = (ServerCallStreamObserver<LeaseV0.GrantMark>) answers;
        try {
            Permissions.mayRaiseMarks();
            if (raise.getMark() < 0) {
                throw Status.INVALID_ARGUMENT
                        .withDescription("mark: is beyond " + Long.MAX_VALUE)
                        .asException();
            }
            var call = openMarks.add(stream);
            stream.setOnCancelHandler(() -> openMarks.remove(call));
            try {
                hand(new WitnessInput.MarkRaised(call, raise.getMark()));
            } catch (StatusException e) {
                openMarks.remove(call);
                throw e;
            }
        } catch (StatusException e) {
            answers.onError(e);
        }
    }

    @Override
    public void status(LeaseV0.StatusAsk ask, StreamObserver<LeaseV0.WitnessStatus> answers) {
        answer(
                answers,
                () -> {
                    Permissions.mayHandTablesOn();
                    return StatusFormat.write(self, status.get());
                });
    }

    private void hand(WitnessInput input) throws StatusException {
        if (!agent.test(input)) {
            throw overloaded();
        }
    }

    private static StatusException overloaded() {
        return Status.RESOURCE_EXHAUSTED
                .withDescription("the witness has too much to do; ask again later")
                .asException();
    }

    private void checkFleet(FleetId stated) throws StatusException {
        if (!stated.equals(fleet)) {
            throw Status.PERMISSION_DENIED
                    .withDescription("table: is of fleet " + stated + ", this is fleet " + fleet)
                    .asException();
        }
    }

    private static SiteId site(String field, String name) throws StatusException {
        try {
            return new SiteId(name);
        } catch (IllegalArgumentException e) {
            throw Status.INVALID_ARGUMENT
                    .withDescription(field + ": " + e.getMessage())
                    .withCause(e)
                    .asException();
        }
    }

    private static StatusException malformed(MalformedMessageException e) {
        return Status.INVALID_ARGUMENT.withDescription(e.getMessage()).withCause(e).asException();
    }

    private static <A> void answer(StreamObserver<A> answers, Work<A> work) {
        try {
            answers.onNext(work.answer());
            answers.onCompleted();
        } catch (StatusException e) {
            answers.onError(e);
        } catch (MalformedMessageException e) {
            answers.onError(malformed(e));
        }
    }
}
