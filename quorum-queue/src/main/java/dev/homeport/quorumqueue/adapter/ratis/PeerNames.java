package dev.homeport.quorumqueue.adapter.ratis;

import java.util.OptionalInt;
import org.apache.ratis.protocol.RaftPeerId;
import org.jspecify.annotations.Nullable;

/** What the engine calls our nodes. */
final class PeerNames {

    private static final String PREFIX = "node-";

    private PeerNames() {}

    static RaftPeerId of(int node) {
        return RaftPeerId.valueOf(PREFIX + node);
    }

    static OptionalInt node(@Nullable RaftPeerId peer) {
        var name = peer == null ? "" : peer.toString();
        return name.startsWith(PREFIX)
                ? OptionalInt.of(Integer.parseInt(name.substring(PREFIX.length())))
                : OptionalInt.empty();
    }
}
