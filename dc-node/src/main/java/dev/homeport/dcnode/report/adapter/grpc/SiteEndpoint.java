package dev.homeport.dcnode.report.adapter.grpc;

import dev.homeport.dcnode.report.SiteReport;
import dev.homeport.dcnode.report.adapter.protobuf.ReportFormat;
import dev.homeport.process.adapter.grpc.Callers;
import dev.homeport.quorumqueue.QueueException;
import dev.homeport.wire.node.NodeV0;
import dev.homeport.wire.node.SiteServiceGrpc;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.StreamObserver;
import java.util.Collections;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Tells those who watch over homes how this node sees its site. Its server must identify callers by
 * {@link Callers} and let handlers block. Thread-safe.
 */
public final class SiteEndpoint extends SiteServiceGrpc.SiteServiceImplBase {

    /** Who decides on homes, and who operates the fleet; no node of a site needs it. */
    private static final Set<String> ROLES = Set.of("control", "operator", "launcher");

    private final Supplier<SiteReport> reports;

    /**
     * Makes the endpoint.
     *
     * @param reports gives the report of the moment; may block on the disk
     */
    public SiteEndpoint(Supplier<SiteReport> reports) {
        this.reports = reports;
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

    private static void mayAsk() throws StatusException {
        var caller = Callers.caller();
        if (Collections.disjoint(caller.roles(), ROLES)) {
            throw Callers.denied(
                    caller, "has none of the roles " + ROLES.stream().sorted().toList());
        }
    }
}
