package dev.homeport.benchmarks.adapter.queue;

import dev.homeport.benchmarks.adapter.os.Addresses;
import dev.homeport.benchmarks.adapter.os.SiteCertificates;
import dev.homeport.benchmarks.append.AppendSystem;
import dev.homeport.benchmarks.append.RunningSystem;
import dev.homeport.benchmarks.append.SystemFacts;
import dev.homeport.quorumqueue.StartException;
import dev.homeport.quorumqueue.adapter.disk.StoreFolder;
import dev.homeport.quorumqueue.adapter.ratis.EngineProperties;
import dev.homeport.quorumqueue.adapter.ratis.RatisQueue;
import dev.homeport.quorumqueue.adapter.ratis.ReplicaSettings;
import dev.homeport.quorumqueue.adapter.ratis.Timing;
import dev.homeport.quorumqueue.adapter.ratis.TlsFiles;
import dev.homeport.quorumqueue.batching.BatchLimits;
import dev.homeport.quorumqueue.store.StoreIdentity;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.apache.ratis.server.RaftServerConfigKeys;

/**
 * A site's log as Homeport runs it, called through its own port. Immutable and thread-safe.
 *
 * @param addresses where its replicas listen
 */
public record HomeportLog(Addresses addresses) implements AppendSystem {

    private static final int PORT = 21_000;
    private static final SiteLog LOG = new SiteLog(new SiteId("bench"), 1);

    /** Payload, id, frame and record, and the index of what was applied, three times. */
    private static final long DISK_BYTES_PER_ENTRY = 3 * 1_200;

    /** A preallocated segment of 8 MB a replica. */
    private static final long DISK_BYTES_AT_START = 3 * 8_000_000L;

    @Override
    public SystemFacts facts() {
        var properties =
                EngineProperties.of(
                        Path.of("unused"),
                        Objects.requireNonNull(addresses.on(PORT).get(1)),
                        Timing.SITE);
        return new SystemFacts(
                "homeport",
                Objects.requireNonNullElse(
                        RatisQueue.class.getPackage().getImplementationVersion(), "of this build"),
                "the port in process; gRPC with mutual TLS between replicas",
                "committed on a majority, judged and applied by the leader",
                "fsync of each write on every replica, of a batch at once:"
                        + " raft.server.log.async-flush.enabled=false,"
                        + " raft.server.log.unsafe-flush.enabled=false",
                !RaftServerConfigKeys.Log.asyncFlushEnabled(properties)
                        && !RaftServerConfigKeys.Log.unsafeFlushEnabled(properties),
                DISK_BYTES_AT_START,
                DISK_BYTES_PER_ENTRY);
    }

    @Override
    public RunningSystem start(Path folder, int inFlight) throws IOException {
        addresses.mustBeFree(PORT);
        var fleet = new FleetId(UUID.randomUUID());
        var certificates = new SiteCertificates(folder.resolve("tls"), fleet, LOG.site());
        var peers = addresses.on(PORT);
        var identities = StoreIdentity.mint(fleet, LOG, peers.keySet(), UUID::randomUUID);
        var queues = new ArrayList<RatisQueue>();
        var running = new RunningLog(queues);
        try {
            for (var node : peers.keySet()) {
                var store = folder.resolve("replica-" + node);
                StoreFolder.format(store, Objects.requireNonNull(identities.get(node)));
                var files = certificates.issue(addresses, node);
                queues.add(
                        RatisQueue.start(
                                new ReplicaSettings(
                                        store,
                                        fleet,
                                        LOG.site(),
                                        node,
                                        peers,
                                        Set.of(),
                                        new TlsFiles(
                                                files.privateKey(),
                                                files.certificate(),
                                                files.authority()),
                                        ReplicaSettings.DEFAULT_CAP_BYTES,
                                        BatchLimits.DEFAULT,
                                        Timing.SITE),
                                new AcceptingJudge(),
                                running::stopped));
            }
            return running;
        } catch (StartException | IOException | RuntimeException e) {
            running.close();
            throw new IOException("homeport: does not start: " + e.getMessage(), e);
        }
    }
}
