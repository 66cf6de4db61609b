package dev.homeport.dcnode.report.adapter.grpc;

import dev.homeport.dcnode.report.SiteReport;
import dev.homeport.dcnode.report.adapter.protobuf.ReportFormat;
import dev.homeport.dcnode.storage.StorageException;
import dev.homeport.dcnode.view.DigestStore.Digests;
import dev.homeport.process.adapter.grpc.Callers;
import dev.homeport.quorumqueue.QueueException;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.wire.node.NodeV0;
import dev.homeport.wire.node.SiteServiceGrpc;
import dev.homeport.wireformat.adapter.protobuf.MalformedMessageException;
import dev.homeport.wireformat.adapter.protobuf.ShardSetFormat;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.StreamObserver;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Tells those who watch over homes how this node sees its site. Its server must identify callers by
 * {@link Callers} and let handlers block. Thread-safe.
 */
public final class SiteEndpoint extends SiteServiceGrpc.SiteServiceImplBase {

    /** Who decides on homes, and who operates the fleet; no node of a site needs it. */
    private static final Set<String> ROLES = Set.of("control", "operator", "launcher");

    private final Supplier<SiteReport> reports;
    private final Function<ShardSet, Optional<Digests>> digests;

    /**
     * Makes the endpoint.
     *
     * @param reports gives the report of the moment; may block on the disk
     * @param digests gives what the view holds of shards, if there is a view; may block
     */
    public SiteEndpoint(
            Supplier<SiteReport> reports, Function<ShardSet, Optional<Digests>> digests) {
        this.reports = reports;
        this.digests = digests;
    }

    @Override
    public void report(NodeV0.SiteReportAsk ask, StreamObserver<NodeV0.SiteReport> answers) {
        try {
            mayAsk();
            answers.onNext(ReportFormat.write(reports.get()));
            answers.onCompleted();
        } catch (StatusException e) {
            answers.onError(e);
        } catch (QueueException e) {
            answers.onError(
                    Status.UNAVAILABLE
                            .withDescription("the log cannot be read now: " + e.getMessage())
                            .withCause(e)
                            .asException());
        }
    }

    @Override
    public void digests(NodeV0.DigestsAsk ask, StreamObserver<NodeV0.DigestsAnswer> answers) {
        try {
            mayAsk();
            var found = digests.apply(ShardSetFormat.read(ask.getShards()));
            if (found.isEmpty()) {
                answers.onError(
                        Status.FAILED_PRECONDITION
                                .withDescription(
                                        "this node has no view; ask a full node of the site")
                                .asException());
                return;
            }
            answers.onNext(ReportFormat.write(found.get()));
            answers.onCompleted();
        } catch (StatusException e) {
            answers.onError(e);
        } catch (MalformedMessageException e) {
            answers.onError(
                    Status.INVALID_ARGUMENT
                            .withDescription("shards: " + e.getMessage())
                            .asException());
        } catch (StorageException e) {
            answers.onError(
                    Status.UNAVAILABLE
                            .withDescription("the view cannot be read now: " + e.getMessage())
                            .withCause(e)
                            .asException());
        }
    }

    private static void mayAsk() throws StatusException {
        var caller = Callers.caller();
        if (Collections.disjoint(caller.roles(), ROLES)) {
            throw Callers.denied(
                    caller, "has none of the roles " + ROLES.stream().sorted().toList());
        }
    }
}
