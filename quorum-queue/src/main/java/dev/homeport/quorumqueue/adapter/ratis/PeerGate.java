package dev.homeport.quorumqueue.adapter.ratis;

import dev.homeport.quorumqueue.store.StoreIdentity;
import dev.homeport.vocabulary.ProcessIdentity;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.ReadIndexRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionRequestProto;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import org.apache.ratis.thirdparty.io.grpc.Grpc;
import org.apache.ratis.thirdparty.io.grpc.Metadata;
import org.apache.ratis.thirdparty.io.grpc.ServerCall;
import org.apache.ratis.thirdparty.io.grpc.ServerCallHandler;
import org.apache.ratis.thirdparty.io.grpc.ServerInterceptor;
import org.apache.ratis.thirdparty.io.grpc.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets in only the replicas of this very log, each under its own number: the engine checks neither.
 * A caller needs a certificate of the fleet's authority with the URI identity {@code
 * homeport://FLEET/SITE/ROLE/NODE} of a node that carries a replica, and may speak for that replica
 * alone. The engine's client and administration services are closed to everybody: both are used in
 * process only. What leaves through it passes {@link FlushedReplies}.
 */
final class PeerGate implements ServerInterceptor {

    private static final Logger LOG = LoggerFactory.getLogger(PeerGate.class);

    private static final String PEER_SERVICE = "ratis.grpc.RaftServerProtocolService";

    private final StoreIdentity identity;
    private final LongSupplier flushedIndex;
    private final Duration patience;

    /**
     * Makes a gate.
     *
     * @param identity whose replicas are let in
     * @param flushedIndex how far this replica's log is flushed
     * @param patience how long an answer is held until the log is flushed so far
     */
    PeerGate(StoreIdentity identity, LongSupplier flushedIndex, Duration patience) {
        this.identity = identity;
        this.flushedIndex = flushedIndex;
        this.patience = patience;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        if (!PEER_SERVICE.equals(call.getMethodDescriptor().getServiceName())) {
            return refuse(call, "only the log's replicas are served here");
        }
        var session = call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
        var node = session == null ? OptionalInt.empty() : nodeOf(session);
        if (node.isEmpty()) {
            return refuse(
                    call,
                    "the certificate names no replica of the "
                            + identity.members()
                            + " in fleet "
                            + identity.fleet());
        }
        var peer = PeerNames.of(node.getAsInt());
        var flushed = new FlushedReplies<>(call, flushedIndex, patience);
        return new SimpleForwardingServerCallListener<>(next.startCall(flushed, headers)) {
            private boolean refused;

            @Override
            public void onMessage(Q message) {
                var requestor = requestor(message);
                if (requestor.isPresent() && !requestor.get().equals(peer.toByteString())) {
                    refused = true;
                    refuse(
                            call,
                            "node "
                                    + node.getAsInt()
                                    + " speaks for "
                                    + requestor.get().toStringUtf8());
                    return;
                }
                super.onMessage(message);
            }

            @Override
            public void onHalfClose() {
                if (!refused) {
                    super.onHalfClose();
                }
            }
        };
    }

    private static <Q, R> ServerCall.Listener<Q> refuse(ServerCall<Q, R> call, String why) {
        LOG.warn(
                "refused a call of {} from {}: {}",
                call.getMethodDescriptor().getFullMethodName(),
                call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR),
                why);
        call.close(Status.PERMISSION_DENIED.withDescription(why), new Metadata());
        return new ServerCall.Listener<>() {};
    }

    private static Optional<ByteString> requestor(Object message) {
        return switch (message) {
            case AppendEntriesRequestProto request -> id(request.getServerRequest());
            case RequestVoteRequestProto request -> id(request.getServerRequest());
            case InstallSnapshotRequestProto request -> id(request.getServerRequest());
            case ReadIndexRequestProto request -> id(request.getServerRequest());
            case StartLeaderElectionRequestProto request -> id(request.getServerRequest());
            default -> Optional.empty();
        };
    }

    private static Optional<ByteString> id(RaftRpcRequestProto request) {
        return Optional.of(request.getRequestorId());
    }

    private OptionalInt nodeOf(SSLSession session) {
        try {
            return session.getPeerCertificates()[0] instanceof X509Certificate certificate
                    ? nodeOf(certificate)
                    : OptionalInt.empty();
        } catch (SSLPeerUnverifiedException e) {
            LOG.warn("refused a caller without a certificate: {}", e.getMessage());
            return OptionalInt.empty();
        }
    }

    /** The replica that a certificate names, if it names one of this log. */
    OptionalInt nodeOf(X509Certificate certificate) {
        try {
            var caller = ProcessIdentity.of(certificate);
            return caller.fleet().equals(identity.fleet())
                    ? identity.members().numberOf(caller)
                    : OptionalInt.empty();
        } catch (CertificateException e) {
            LOG.warn("refused a certificate: {}", e.getMessage());
            return OptionalInt.empty();
        }
    }
}
