package dev.homeport.quorumqueue.adapter.ratis;

import dev.homeport.quorumqueue.adapter.disk.FrameSource;
import dev.homeport.quorumqueue.frame.Frame;
import dev.homeport.quorumqueue.frame.FrameCodec;
import dev.homeport.quorumqueue.frame.FrameException;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.server.raftlog.RaftLog;

/**
 * Frames from the engine's log: closed segments from their files, the newest from the engine, which
 * holds it in memory. Thread-safe.
 */
final class LogFrames implements FrameSource {

    private static final int ATTEMPTS = 3;

    private final RaftLog log;
    private final SegmentReader segments;

    LogFrames(RaftLog log, Path groupFolder) {
        this.log = log;
        this.segments = new SegmentReader(groupFolder);
    }

    @Override
    public Frame frame(long engineIndex) throws IOException {
        var record = record(engineIndex);
        try {
            return FrameCodec.decode(
                    record.getStateMachineLogEntry().getLogData().asReadOnlyByteBuffer());
        } catch (FrameException e) {
            throw new IOException("log index " + engineIndex + ": " + e.getMessage(), e);
        }
    }

    private LogEntryProto record(long index) throws IOException {
        IOException last = new IOException("log index " + index + " is not there");
        // A segment may be closed and renamed between two looks: then the next look finds it.
        for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                var closed = segments.read(index);
                if (closed.isPresent()) {
                    return closed.get();
                }
                var open = log.get(index);
                if (open != null) {
                    return open;
                }
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }
}
