package dev.homeport.controlplane.adapter.grpc;

import dev.homeport.controlplane.observation.Sighting;
import dev.homeport.controlplane.replica.ControlReplica;
import dev.homeport.process.adapter.grpc.Callers;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.wire.control.ControlServiceGrpc;
import dev.homeport.wire.control.ControlV0;
import dev.homeport.wireformat.adapter.protobuf.TableFormat;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Tells watchers the newest table, and other replicas what this one sees. A replica that knows no
 * leader ends its watches, so that watchers turn to one that would hear of a newer table; a table
 * that is newer than the watcher's it tells all the same. Thread-safe.
 */
final class TableEndpoint extends ControlServiceGrpc.ControlServiceImplBase {

    private static final Set<String> FOLLOWERS =
            Set.of(
                    "full",
                    "log",
                    Callers.WITNESS,
                    "coordinator",
                    "control",
                    "router",
                    "launcher",
                    "operator");

    private static final String REPLICA = "control";
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(2);

    private final ControlReplica replica;
    private final Supplier<Sighting> sighting;

    TableEndpoint(ControlReplica replica, Supplier<Sighting> sighting) {
        this.replica = replica;
        this.sighting = sighting;
    }

    @Override
    public void sightings(ControlV0.SightingsAsk ask, StreamObserver<ControlV0.Sighting> answer) {
        try {
            var caller = Callers.caller();
            if (!caller.roles().contains(REPLICA)) {
                throw Callers.denied(caller, "is no replica of the control plane");
            }
            answer.onNext(SightingFormat.write(sighting.get()));
            answer.onCompleted();
        } catch (StatusException e) {
            answer.onError(e);
        }
    }

    @Override
    public void watchTable(ControlV0.TableWatch ask, StreamObserver<ControlV0.TableNews> answers) {
        try {
            mayFollow();
        } catch (StatusException e) {
            answers.onError(e);
            return;
        }
        new Watch((ServerCallStreamObserver<ControlV0.TableNews>) answers, ask.getKnownVersion())
                .begin();
    }

    /** Being trusted is not enough: the certificate must name a process that follows tables. */
    private static void mayFollow() throws StatusException {
        var caller = Callers.caller();
        if (Collections.disjoint(caller.roles(), FOLLOWERS)) {
            throw Callers.denied(caller, "has none of the roles that follow tables");
        }
    }

    private final class Watch {

        private final ServerCallStreamObserver<ControlV0.TableNews> watcher;
        private long told;

        Watch(ServerCallStreamObserver<ControlV0.TableNews> watcher, long known) {
            this.watcher = watcher;
            this.told = known;
            // Without a handler the observer throws when it is used after the watcher hung up.
            watcher.setOnCancelHandler(() -> {});
        }

        void begin() {
            var newest = replica.tables().newest();
            if (newest.isEmpty()) {
                end(replica.status().trouble().orElse("nothing is recorded yet"));
            } else if (newest.get().version() <= told && !still()) {
                end("this replica knows no leader of the control plane");
            } else {
                await();
            }
        }

        private void await() {
            var next = replica.tables().newerThan(told, SIGN_OF_LIFE);
            if (next.isEmpty()) {
                watcher.onError(
                        Status.RESOURCE_EXHAUSTED
                                .withDescription("too many wait for a table; ask another replica")
                                .asRuntimeException());
                return;
            }
            var _ = next.get().thenAccept(this::tell);
        }

        private void tell(Optional<RoutingTable> newer) {
            if (watcher.isCancelled()) {
                return;
            }
            if (newer.isPresent() && watcher.isReady()) {
                told = newer.get().version();
                watcher.onNext(
                        ControlV0.TableNews.newBuilder()
                                .setTable(TableFormat.write(newer.get()))
                                .build());
            } else if (newer.isPresent()) {
                // It takes no more at present: a watcher that slow looks again from its side.
                end("the watcher does not take what it is told");
                return;
            } else if (!still()) {
                end("this replica knows no leader of the control plane");
                return;
            }
            await();
        }

        /** Says that nothing is newer, if this replica would know. */
        private boolean still() {
            if (!replica.isCurrent()) {
                return false;
            }
            if (watcher.isReady()) {
                watcher.onNext(ControlV0.TableNews.newBuilder().setStillVersion(told).build());
            }
            return true;
        }

        private void end(String why) {
            watcher.onError(Status.UNAVAILABLE.withDescription(why).asRuntimeException());
        }
    }
}
