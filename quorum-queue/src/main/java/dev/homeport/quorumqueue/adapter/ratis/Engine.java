package dev.homeport.quorumqueue.adapter.ratis;

import java.io.IOException;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientAsynchronousProtocol;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.TransferLeadershipRequest;
import org.apache.ratis.server.RaftServer;

/** This node's part of the consensus group, called in process. Thread-safe. */
final class Engine {

    private final RaftServer server;
    private final RaftServer.Division division;
    private final RaftClientAsynchronousProtocol requests;
    private final RaftGroupId group;
    private final ClientId client = ClientId.randomId();
    private final AtomicLong calls = new AtomicLong();

    Engine(RaftServer server, RaftGroupId group) throws IOException {
        this.server = server;
        this.group = group;
        this.division = server.getDivision(group);
        // The server's own entrance runs requests on a pool, which loses their order.
        this.requests = (RaftClientAsynchronousProtocol) division;
    }

    /** Appends a batch; batches submitted by one thread are appended in that order. */
    CompletableFuture<RaftClientReply> append(PendingBatch batch) throws IOException {
        return requests.submitClientRequestAsync(
                request(batch, RaftClientRequest.writeRequestType()));
    }

    /** Asks for a linearizable read. */
    CompletableFuture<RaftClientReply> read() throws IOException {
        return requests.submitClientRequestAsync(
                request(Message.EMPTY, RaftClientRequest.readRequestType()));
    }

    CompletableFuture<RaftClientReply> transferLeadership(int node, long timeoutMillis)
            throws IOException {
        return server.transferLeadershipAsync(
                new TransferLeadershipRequest(
                        client,
                        server.getId(),
                        group,
                        calls.incrementAndGet(),
                        PeerNames.of(node),
                        timeoutMillis));
    }

    private RaftClientRequest request(Message message, RaftClientRequest.Type type) {
        return RaftClientRequest.newBuilder()
                .setClientId(client)
                .setServerId(server.getId())
                .setGroupId(group)
                .setCallId(calls.incrementAndGet())
                .setMessage(message)
                .setType(type)
                .build();
    }

    boolean leads() {
        var info = division.getInfo();
        return info.isLeader() && info.isLeaderReady();
    }

    long term() {
        return division.getInfo().getCurrentTerm();
    }

    OptionalInt leader() {
        return PeerNames.node(division.getInfo().getLeaderId());
    }

    /** Who else leads; empty when nobody does, or this node is about to. */
    OptionalInt otherLeader() {
        var leader = leader();
        return leader.equals(PeerNames.node(server.getId())) ? OptionalInt.empty() : leader;
    }

    long committedIndex() {
        return division.getRaftLog().getLastCommittedIndex();
    }

    long appliedIndex() {
        return division.getInfo().getLastAppliedIndex();
    }
}
