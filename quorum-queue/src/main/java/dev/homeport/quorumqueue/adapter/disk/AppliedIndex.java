package dev.homeport.quorumqueue.adapter.disk;

import dev.homeport.quorumqueue.replica.LogSnapshot;
import dev.homeport.quorumqueue.replica.Outcome;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a replica has applied: where every entry is in the engine's log, every verdict, and
 * snapshots. All of it can be rebuilt from the log, so only snapshots are made durable.
 *
 * <p>Written by the thread that applies the log; read by any.
 */
public final class AppliedIndex implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AppliedIndex.class);

    private static final Pattern STREAM = Pattern.compile("stream-(.+)-(\\d+)");

    private final Path folder;
    private final RunFile runs;
    private final VerdictFile verdicts;
    private final SnapshotFiles snapshots;
    private final Map<SiteLog, StreamFile> streams = new ConcurrentHashMap<>();

    private AppliedIndex(Path folder) throws IOException {
        this.folder = folder;
        runs = new RunFile(folder.resolve("runs"));
        verdicts = new VerdictFile(folder.resolve("verdicts"));
        snapshots = new SnapshotFiles(folder);
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                var name = STREAM.matcher(file.getFileName().toString());
                if (name.matches()) {
                    var incarnation = Long.parseLong(name.group(2));
                    streams.put(
                            new SiteLog(new SiteId(name.group(1)), incarnation),
                            new StreamFile(file));
                }
            }
        }
    }

    /** Opens the index of a folder. */
    public static AppliedIndex open(StoreFolder folder) throws IOException {
        return new AppliedIndex(folder.applied());
    }

    /**
     * Goes back to the newest snapshot that the log and the index reach, and that includes what the
     * log holds, or to the beginning: what was applied is a function of the log.
     *
     * @param lastEngineIndex index of the last record that the engine's log holds
     * @param terms the terms of the log's records
     * @return the snapshot; empty when the whole log is to be applied again
     */
    public Optional<StoredSnapshot> recover(long lastEngineIndex, LogTerms terms)
            throws IOException {
        var usable = Optional.<StoredSnapshot>empty();
        for (var snapshot : snapshots.readable()) {
            if (usable.isEmpty()
                    && snapshot.engineIndex() <= lastEngineIndex
                    && snapshot.runCount() <= runs.count()
                    && snapshot.verdictBytes() <= verdicts.length()
                    && isOfTheLog(snapshot, terms)) {
                usable = Optional.of(snapshot);
            }
        }
        var runCount = usable.map(StoredSnapshot::runCount).orElse(0L);
        runs.truncate(runCount);
        verdicts.truncate(usable.map(StoredSnapshot::verdictBytes).orElse(0L));
        for (var stream : streams.values()) {
            stream.truncateToRuns(runCount);
        }
        return usable;
    }

    /** Whether the record that a snapshot ends with is the one that the log has there. */
    private boolean isOfTheLog(StoredSnapshot snapshot, LogTerms terms) throws IOException {
        var term = terms.termAt(snapshot.engineIndex());
        if (term == snapshot.term()) {
            return true;
        }
        LOG.error(
                "the snapshot at log index {} in {} is of term {}, but the log's record there is of"
                        + " term {}: it includes what was never committed and is not used; more of"
                        + " the log is applied again",
                snapshot.engineIndex(),
                folder,
                snapshot.term(),
                term);
        return false;
    }

    /** Notes what a record of the engine's log has added. */
    public void append(long engineIndex, Outcome.Added added) throws IOException {
        var verdictsAt = verdicts.length();
        var verdictCount = verdicts.append(added.entries());
        var number = runs.count();
        stream(added.stream()).append(added.firstOffset(), number);
        runs.append(
                new Run(
                        engineIndex,
                        added.skipped(),
                        added.entries().size(),
                        added.firstPosition(),
                        added.stream(),
                        added.firstOffset(),
                        added.previousHash(),
                        verdictsAt,
                        verdictCount));
    }

    private StreamFile stream(SiteLog stream) throws IOException {
        var file = streams.get(stream);
        if (file == null) {
            file =
                    new StreamFile(
                            folder.resolve("stream-" + stream.site() + "-" + stream.incarnation()));
            streams.put(stream, file);
        }
        return file;
    }

    /** Stores a snapshot; index and snapshot are durable when it returns. */
    public void store(long term, long engineIndex, LogSnapshot state) throws IOException {
        runs.sync();
        verdicts.sync();
        for (var stream : streams.values()) {
            stream.sync();
        }
        snapshots.store(
                new StoredSnapshot(term, engineIndex, runs.count(), verdicts.length(), state));
    }

    RunFile runs() {
        return runs;
    }

    VerdictFile verdicts() {
        return verdicts;
    }

    @Nullable StreamFile streamOrNull(SiteLog stream) {
        return streams.get(stream);
    }

    @Override
    public void close() throws IOException {
        runs.close();
        verdicts.close();
        for (var stream : streams.values()) {
            stream.close();
        }
    }
}
