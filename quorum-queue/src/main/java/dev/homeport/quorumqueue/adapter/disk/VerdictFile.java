package dev.homeport.quorumqueue.adapter.disk;

import dev.homeport.quorumqueue.EntryAddress;
import dev.homeport.quorumqueue.JudgedEntry;
import dev.homeport.quorumqueue.Verdict;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * The verdicts that are not plainly effective, which are few. Appended by one thread; read by any.
 *
 * <pre>
 * run's verdicts = length:u32 crc32c:u32 verdict*
 * verdict        = position:u64 (1 site:text incarnation:u64 offset:u64 | 2 code:text detail:text)
 * </pre>
 */
final class VerdictFile implements AutoCloseable {

    private static final int HEADER_BYTES = 8;
    private static final int DUPLICATE = 1;
    private static final int REFUSED = 2;

    private final Path file;
    private final FileChannel channel;
    private long length;

    VerdictFile(Path file) throws IOException {
        this.file = file;
        channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        length = channel.size();
    }

    long length() {
        return length;
    }

    void truncate(long toLength) throws IOException {
        channel.truncate(toLength);
        length = toLength;
    }

    /**
     * Appends those of the entries' verdicts that are not effective.
     *
     * @return how many those are
     */
    int append(List<JudgedEntry> entries) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        var count = 0;
        for (var judged : entries) {
            switch (judged.verdict()) {
                case Verdict.Effective() -> {}
                case Verdict.Duplicate(var first) -> {
                    out.writeLong(judged.entry().position());
                    out.writeByte(DUPLICATE);
                    out.writeUTF(first.stream().site().name());
                    out.writeLong(first.stream().incarnation());
                    out.writeLong(first.offset());
                    count++;
                }
                case Verdict.Refused(var code, var detail) -> {
                    out.writeLong(judged.entry().position());
                    out.writeByte(REFUSED);
                    out.writeUTF(code.name());
                    out.writeUTF(detail);
                    count++;
                }
            }
        }
        if (count > 0) {
            var body = bytes.toByteArray();
            var buffer = ByteBuffer.allocate(HEADER_BYTES + body.length);
            buffer.putInt(body.length).putInt(checksum(body)).put(body).flip();
            DurableFile.writeFully(channel, buffer, length);
            length += HEADER_BYTES + body.length;
        }
        return count;
    }

    /** The verdicts of a run that are not effective, by position. */
    Map<Long, Verdict> read(long at, int count) throws IOException {
        if (count == 0) {
            return Map.of();
        }
        var header = ByteBuffer.allocate(HEADER_BYTES);
        var whole = DurableFile.readFully(channel, header, at);
        var body = ByteBuffer.allocate(whole ? Math.max(0, header.getInt(0)) : 0);
        if (!whole
                || !DurableFile.readFully(channel, body, at + HEADER_BYTES)
                || header.getInt(4) != checksum(body.array())) {
            throw new IOException(
                    "verdicts at "
                            + at
                            + " of "
                            + file
                            + " are damaged; stop the replica, delete"
                            + " the folder "
                            + file.getParent()
                            + " and start it: the index is rebuilt from the log");
        }
        var in = new DataInputStream(new ByteArrayInputStream(body.array()));
        var verdicts = new HashMap<Long, Verdict>();
        for (var i = 0; i < count; i++) {
            var position = in.readLong();
            verdicts.put(position, in.readByte() == DUPLICATE ? duplicate(in) : refused(in));
        }
        return verdicts;
    }

    private static Verdict duplicate(DataInputStream in) throws IOException {
        var stream = new SiteLog(new SiteId(in.readUTF()), in.readLong());
        return new Verdict.Duplicate(new EntryAddress(stream, in.readLong()));
    }

    private static Verdict refused(DataInputStream in) throws IOException {
        return new Verdict.Refused(ErrorCode.valueOf(in.readUTF()), in.readUTF());
    }

    private static int checksum(byte[] body) {
        var crc = new CRC32C();
        crc.update(body);
        return (int) crc.getValue();
    }

    void sync() throws IOException {
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
