package dev.homeport.dcnode.table.adapter.grpc;

import dev.homeport.dcnode.table.TableNews;
import dev.homeport.dcnode.table.TableSource;
import dev.homeport.wire.control.ControlServiceGrpc;
import dev.homeport.wire.control.ControlV0;
import dev.homeport.wireformat.adapter.protobuf.MalformedMessageException;
import dev.homeport.wireformat.adapter.protobuf.TableFormat;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One replica's table over gRPC. News is asked for one at a time, so that a watcher that is slow to
 * keep a table holds back at most one more. Thread-safe.
 */
final class WatchedReplica implements TableSource {

    private final String name;
    private final ManagedChannel channel;

    WatchedReplica(String name, ManagedChannel channel) {
        this.name = name;
        this.channel = channel;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Watch watch(long knownVersion) {
        // The follower waits between its rounds: gRPC's own, much longer wait comes on top of none.
        channel.resetConnectBackoff();
        var watching = new Watching();
        ControlServiceGrpc.newStub(channel)
                .watchTable(
                        ControlV0.TableWatch.newBuilder().setKnownVersion(knownVersion).build(),
                        watching);
        return watching;
    }

    /** What arrived: news, or the end. */
    private record Arrival(@Nullable TableNews news, String end) {}

    private static final class Watching
            implements Watch, ClientResponseObserver<ControlV0.TableWatch, ControlV0.TableNews> {

        // One piece of news is under way at a time, and one end.
        private final BlockingQueue<Arrival> arrived = new ArrayBlockingQueue<>(4);
        private volatile @Nullable ClientCallStreamObserver<ControlV0.TableWatch> call;

        @Override
        public void beforeStart(ClientCallStreamObserver<ControlV0.TableWatch> started) {
            call = started;
            started.disableAutoRequestWithInitial(1);
        }

        @Override
        public void onNext(ControlV0.TableNews wire) {
            try {
                arrived.offer(new Arrival(read(wire), ""));
            } catch (MalformedMessageException e) {
                end("tells what cannot be read: " + e.getMessage());
                close();
            }
        }

        private static TableNews read(ControlV0.TableNews wire) throws MalformedMessageException {
            return switch (wire.getNewsCase()) {
                case TABLE -> new TableNews.Newer(TableFormat.read(wire.getTable()));
                // Nothing, or news of a kind that a later release tells: a sign of life.
                case STILL_VERSION, NEWS_NOT_SET -> new TableNews.Still(wire.getStillVersion());
            };
        }

        private void end(String why) {
            arrived.offer(new Arrival(null, why));
        }

        @Override
        public void onError(Throwable error) {
            var status = Status.fromThrowable(error);
            var cause = status.getCause();
            end(
                    status.getCode()
                            + (status.getDescription() == null
                                    ? ""
                                    : ": " + status.getDescription())
                            + (cause == null ? "" : " (" + cause.getMessage() + ")"));
        }

        @Override
        public void onCompleted() {
            end("it ended the watch");
        }

        @Override
        public TableNews next(Duration atMost) throws Silence, InterruptedException {
            var next = arrived.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
            if (next == null) {
                throw new Silence("was silent for " + atMost.toSeconds() + " s");
            }
            if (next.news() == null) {
                throw new Silence(next.end());
            }
            var calling = call;
            if (calling != null) {
                calling.request(1);
            }
            return next.news();
        }

        @Override
        public void close() {
            var calling = call;
            if (calling != null) {
                calling.cancel("the watcher hangs up", null);
            }
        }
    }
}
