package dev.homeport.quorumqueue.adapter.ratis;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.RaftConfigKeys;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.rpc.SupportedRpcType;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.util.SizeInBytes;
import org.apache.ratis.util.TimeDuration;

/**
 * The settings that a log runs its engine with, each with its reason. Public so that a benchmark
 * can run the engine alone under the very same ones. Stateless.
 */
public final class EngineProperties {

    private static final SizeInBytes SEGMENT = SizeInBytes.valueOf("8MB");

    private EngineProperties() {}

    /**
     * The settings of one replica.
     *
     * @param folder where the engine keeps its groups
     * @param listen where it listens
     * @param timing its clockwork
     */
    public static RaftProperties of(Path folder, InetSocketAddress listen, Timing timing) {
        var properties = new RaftProperties();
        RaftConfigKeys.Rpc.setType(properties, SupportedRpcType.GRPC);
        RaftServerConfigKeys.setStorageDir(properties, List.of(folder.toFile()));
        RaftServerConfigKeys.setRemovedGroupsDir(
                properties, folder.resolve("removed-groups").toFile());
        GrpcConfigKeys.Server.setHost(properties, listen.getHostString());
        GrpcConfigKeys.Server.setPort(properties, listen.getPort());
        elections(properties, timing);
        log(properties);
        snapshots(properties);
        bounds(properties, timing);
        return properties;
    }

    private static void elections(RaftProperties properties, Timing timing) {
        var min = millis(timing.electionMinMillis());
        var max = millis(timing.electionMaxMillis());
        RaftServerConfigKeys.Rpc.setTimeoutMin(properties, min);
        RaftServerConfigKeys.Rpc.setTimeoutMax(properties, max);
        RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMin(properties, min);
        RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMax(properties, max);
        RaftServerConfigKeys.Rpc.setRequestTimeout(properties, millis(timing.requestMillis()));
        RaftServerConfigKeys.LeaderElection.setPreVote(properties, true);
        // A preferred leader that stood still for a moment has the others refused as long as it
        // lives, so that nobody leads until it tries again: by default after ten seconds.
        RaftServerConfigKeys.LeaderElection.setLeaderStepDownWaitTime(properties, min);
        // A process that was stopped for a minute and goes on is to step down, not to close itself.
        RaftServerConfigKeys.setCloseThreshold(properties, TimeDuration.valueOf(1, TimeUnit.DAYS));
    }

    private static void log(RaftProperties properties) {
        // Acknowledge after fsync, in the thread that wrote: never the asynchronous ways.
        RaftServerConfigKeys.Log.setAsyncFlushEnabled(properties, false);
        RaftServerConfigKeys.Log.setUnsafeFlushEnabled(properties, false);
        // Otherwise the engine (Ratis 3.3.0) takes an append that it has only scheduled for one
        // that is in the log: a heartbeat then commits what that append is about to take back.
        RaftServerConfigKeys.Log.setAppendEntriesComposeEnabled(properties, false);
        // Damage stops the replica; what may be cut is decided by SegmentCheck before the start.
        RaftServerConfigKeys.Log.setCorruptionPolicy(
                properties, RaftServerConfigKeys.Log.CorruptionPolicy.EXCEPTION);
        // Small segments: the engine caches whole ones, and a cold read scans one.
        RaftServerConfigKeys.Log.setSegmentSizeMax(properties, SEGMENT);
        RaftServerConfigKeys.Log.setPreallocatedSize(properties, SEGMENT);
        RaftServerConfigKeys.Log.setSegmentCacheNumMax(properties, 3);
        RaftServerConfigKeys.Log.setSegmentCacheSizeMax(properties, SizeInBytes.valueOf("32MB"));
        RaftServerConfigKeys.Log.setWriteBufferSize(properties, SizeInBytes.valueOf("5MB"));
        // Without it every write costs a second index for the commit position alone.
        RaftServerConfigKeys.Log.setLogMetadataEnabled(properties, false);
        // The log is the only copy of the entries: the engine itself never purges it.
        RaftServerConfigKeys.Log.setPurgeGap(properties, Integer.MAX_VALUE);
        RaftServerConfigKeys.Log.setPurgeUptoSnapshotIndex(properties, false);
    }

    private static void snapshots(RaftProperties properties) {
        // LogStateMachine takes its own, by bytes applied; none is ever sent to a peer, because the
        // log reaches back to the beginning.
        RaftServerConfigKeys.Snapshot.setAutoTriggerEnabled(properties, false);
        RaftServerConfigKeys.Log.Appender.setInstallSnapshotEnabled(properties, false);
    }

    private static void bounds(RaftProperties properties, Timing timing) {
        RaftServerConfigKeys.Log.Appender.setBufferByteLimit(
                properties, SizeInBytes.valueOf("4MB"));
        GrpcConfigKeys.setMessageSizeMax(properties, SizeInBytes.valueOf("8MB"));
        RaftServerConfigKeys.Write.setElementLimit(properties, 256);
        RaftServerConfigKeys.Write.setByteLimit(properties, SizeInBytes.valueOf("64MB"));
        RaftServerConfigKeys.Log.setQueueElementLimit(properties, 512);
        RaftServerConfigKeys.Log.setQueueByteLimit(properties, SizeInBytes.valueOf("32MB"));
        // A peer that refused connections for a while is caught up half a second after its return.
        RaftServerConfigKeys.Log.Appender.setRetryPolicy(properties, "1ms,5, 500ms,1000000");
        // Nobody retries by the engine's call id: the cache needs to bridge a moment only.
        RaftServerConfigKeys.RetryCache.setExpiryTime(properties, millis(5_000));
        RaftServerConfigKeys.Read.setOption(
                properties, RaftServerConfigKeys.Read.Option.LINEARIZABLE);
        RaftServerConfigKeys.Read.setTimeout(properties, millis(2L * timing.requestMillis()));
    }

    private static TimeDuration millis(long millis) {
        return TimeDuration.valueOf(millis, TimeUnit.MILLISECONDS);
    }
}
