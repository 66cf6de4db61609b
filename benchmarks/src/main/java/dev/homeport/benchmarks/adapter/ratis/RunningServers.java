package dev.homeport.benchmarks.adapter.ratis;

import dev.homeport.benchmarks.append.AppendPlan;
import dev.homeport.benchmarks.append.RunningSystem;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientAsynchronousProtocol;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine's servers in this JVM. */
final class RunningServers implements RunningSystem {

    private static final Logger LOG = LoggerFactory.getLogger(RunningServers.class);

    private static final long POLL_MILLIS = 20;
    private static final Duration CLOSE = Duration.ofSeconds(8);

    private final List<RaftServer> servers;
    private final RaftGroupId group;
    private final Message message =
            Message.valueOf(ByteString.copyFrom(new byte[AppendPlan.ENTRY_BYTES]));
    private final ClientId client = ClientId.randomId();
    private final AtomicLong calls = new AtomicLong();
    private volatile @Nullable RaftServer leader;
    private volatile @Nullable RaftClientAsynchronousProtocol requests;

    RunningServers(List<RaftServer> servers, RaftGroupId group) {
        this.servers = servers;
        this.group = group;
    }

    @Override
    public void awaitLeader(Duration atMost) throws IOException, InterruptedException {
        var end = System.nanoTime() + atMost.toNanos();
        while (System.nanoTime() - end < 0) {
            for (var server : servers) {
                var division = server.getDivision(group);
                if (division.getInfo().isLeader() && division.getInfo().isLeaderReady()) {
                    leader = server;
                    // The same entrance as Homeport's log uses.
                    requests = (RaftClientAsynchronousProtocol) division;
                    return;
                }
            }
            Thread.sleep(POLL_MILLIS);
        }
        throw new IOException("apache-ratis: no replica leads within " + atMost.toSeconds() + " s");
    }

    @Override
    public CompletionStage<Boolean> append(long number) {
        var server = leader;
        var entrance = requests;
        if (server == null || entrance == null) {
            return CompletableFuture.completedFuture(false);
        }
        try {
            return entrance.submitClientRequestAsync(
                            RaftClientRequest.newBuilder()
                                    .setClientId(client)
                                    .setServerId(server.getId())
                                    .setGroupId(group)
                                    .setCallId(calls.incrementAndGet())
                                    .setMessage(message)
                                    .setType(RaftClientRequest.writeRequestType())
                                    .build())
                    .thenApply(RaftClientReply::isSuccess);
        } catch (IOException e) {
            LOG.warn("an append was refused", e);
            return CompletableFuture.completedFuture(false);
        }
    }

    @Override
    public void close() {
        var closing =
                servers.stream()
                        .map(server ->
                                Thread.ofPlatform()
                                        .daemon()
                                        .name("close " + server.getId())
                                        .start(() -> close(server)))
                        .toList();
        var end = System.nanoTime() + CLOSE.toNanos();
        for (var thread : closing) {
            try {
                thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static void close(RaftServer server) {
        try {
            server.close();
        } catch (IOException | RuntimeException e) {
            LOG.warn("{} did not close in good order", server.getId(), e);
        }
    }
}
