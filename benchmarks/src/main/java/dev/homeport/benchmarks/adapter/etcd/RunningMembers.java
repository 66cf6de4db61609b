package dev.homeport.benchmarks.adapter.etcd;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import dev.homeport.benchmarks.append.AppendPlan;
import dev.homeport.benchmarks.append.RunningSystem;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Members of etcd in processes of their own, and a channel to each. */
final class RunningMembers implements RunningSystem {

    private static final Logger LOG = LoggerFactory.getLogger(RunningMembers.class);

    private static final long POLL_MILLIS = 50;
    private static final long STATUS_MILLIS = 2_000;
    private static final long CALL_SECONDS = 20;
    private static final Duration CLOSE = Duration.ofSeconds(5);
    private static final int LOG_LINES = 3;

    private final List<Process> members;
    private final List<Path> logs;
    private final List<ManagedChannel> channels = new ArrayList<>();
    private final ByteString value = ByteString.copyFrom(new byte[AppendPlan.ENTRY_BYTES]);
    private volatile @Nullable ManagedChannel leader;
    private long round;

    RunningMembers(List<Process> members, List<Path> logs, List<InetSocketAddress> clients) {
        this.members = members;
        this.logs = logs;
        for (var address : clients) {
            channels.add(
                    NettyChannelBuilder.forAddress(address)
                            .usePlaintext()
                            .directExecutor()
                            .build());
        }
    }

    @Override
    public void awaitLeader(Duration atMost) throws IOException, InterruptedException {
        round++;
        var end = System.nanoTime() + atMost.toNanos();
        while (System.nanoTime() - end < 0) {
            for (var channel : channels) {
                if (leads(channel)) {
                    leader = channel;
                    return;
                }
            }
            Thread.sleep(POLL_MILLIS);
        }
        throw new IOException(
                "no member leads within " + atMost.toSeconds() + " s; the last words: " + said());
    }

    private static boolean leads(ManagedChannel channel) throws IOException {
        try {
            return EtcdCalls.leads(
                    ClientCalls.blockingUnaryCall(
                            channel,
                            EtcdCalls.STATUS,
                            CallOptions.DEFAULT
                                    .withWaitForReady()
                                    .withDeadlineAfter(STATUS_MILLIS, TimeUnit.MILLISECONDS),
                            new byte[0]));
        } catch (StatusRuntimeException e) {
            // Not there yet: whoever waits for a leader asks again.
            return false;
        }
    }

    private String said() throws IOException {
        var said = new ArrayList<String>();
        for (var log : logs) {
            var lines = Files.readAllLines(log, UTF_8);
            said.addAll(lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
        }
        return String.join("; ", said);
    }

    @Override
    public CompletionStage<Boolean> append(long number) {
        var channel = leader;
        var acknowledged = new CompletableFuture<Boolean>();
        if (channel == null) {
            acknowledged.complete(false);
            return acknowledged;
        }
        ClientCalls.asyncUnaryCall(
                channel.newCall(
                        EtcdCalls.PUT,
                        CallOptions.DEFAULT.withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS)),
                EtcdCalls.put(ByteString.copyFromUtf8(round + "-" + number), value),
                new StreamObserver<>() {
                    @Override
                    public void onNext(byte[] response) {
                        // What counts is that the call ends well.
                    }

                    @Override
                    public void onError(Throwable failure) {
                        acknowledged.completeExceptionally(failure);
                    }

                    @Override
                    public void onCompleted() {
                        acknowledged.complete(true);
                    }
                });
        return acknowledged;
    }

    static void end(Process member) {
        try {
            member.getOutputStream().close();
        } catch (IOException e) {
            LOG.warn("standard input of a member cannot be closed", e);
        }
    }

    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
        members.forEach(RunningMembers::end);
        for (var member : members) {
            try {
                if (!member.waitFor(CLOSE.toMillis(), TimeUnit.MILLISECONDS)) {
                    member.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                member.destroyForcibly();
            }
        }
    }
}
