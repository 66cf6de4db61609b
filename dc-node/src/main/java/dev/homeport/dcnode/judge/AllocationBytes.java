package dev.homeport.dcnode.judge;

import dev.homeport.coordinator.IdRange;
import dev.homeport.coordinator.RequestId;
import dev.homeport.coordinator.allocation.AllocationRecord.BlockGiven;
import dev.homeport.coordinator.allocation.AllocationRecord.GrantReceived;
import dev.homeport.coordinator.allocation.AllocationSnapshot;
import dev.homeport.coordinator.allocation.NodeAsk;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Allocations as bytes, all numbers big endian, every list behind its length (4 bytes): a stream
 * (site in UTF-8 behind 2 bytes of length, incarnation 8); the known ranges and those in hand (8
 * and 8); the last blocks (node 4, boot 8, number 8, range); the recent grants (request in UTF-8,
 * range); the alarms (UTF-8); how many grants were received (8). Stateless.
 */
final class AllocationBytes {

    private AllocationBytes() {}

    static void write(AllocationSnapshot state, DataOutputStream out) throws IOException {
        out.writeUTF(state.log().site().name());
        out.writeLong(state.log().incarnation());
        writeRanges(state.known(), out);
        writeRanges(state.inHand(), out);
        out.writeInt(state.lastBlocks().size());
        for (var block : state.lastBlocks()) {
            out.writeInt(block.ask().node());
            out.writeLong(block.ask().boot());
            out.writeLong(block.ask().number());
            write(block.range(), out);
        }
        out.writeInt(state.recentGrants().size());
        for (var grant : state.recentGrants()) {
            out.writeUTF(grant.requestId().value());
            write(grant.range(), out);
        }
        out.writeInt(state.alarms().size());
        for (var alarm : state.alarms()) {
            out.writeUTF(alarm);
        }
        out.writeLong(state.received());
    }

    private static void writeRanges(List<IdRange> ranges, DataOutputStream out) throws IOException {
        out.writeInt(ranges.size());
        for (var range : ranges) {
            write(range, out);
        }
    }

    private static void write(IdRange range, DataOutputStream out) throws IOException {
        out.writeLong(range.lo());
        out.writeLong(range.hi());
    }

    static AllocationSnapshot read(DataInputStream in) throws IOException {
        var log = new SiteLog(new SiteId(in.readUTF()), in.readLong());
        var known = readRanges(in);
        var inHand = readRanges(in);
        var blocks = new ArrayList<BlockGiven>();
        for (var left = in.readInt(); left > 0; left--) {
            var ask = new NodeAsk(in.readInt(), in.readLong(), in.readLong());
            blocks.add(new BlockGiven(log, ask, readRange(in)));
        }
        var grants = new ArrayList<GrantReceived>();
        for (var left = in.readInt(); left > 0; left--) {
            grants.add(new GrantReceived(log, new RequestId(in.readUTF()), readRange(in)));
        }
        var alarms = new ArrayList<String>();
        for (var left = in.readInt(); left > 0; left--) {
            alarms.add(in.readUTF());
        }
        return new AllocationSnapshot(log, known, inHand, blocks, grants, alarms, in.readLong());
    }

    private static List<IdRange> readRanges(DataInputStream in) throws IOException {
        var ranges = new ArrayList<IdRange>();
        for (var left = in.readInt(); left > 0; left--) {
            ranges.add(readRange(in));
        }
        return ranges;
    }

    private static IdRange readRange(DataInputStream in) throws IOException {
        return new IdRange(in.readLong(), in.readLong());
    }
}
