package dev.homeport.dcnode.adapter.protobuf;

import dev.homeport.quorumqueue.EntryAddress;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import dev.homeport.wire.dcnode.EntryPosition;

/** Places in streams as protobuf messages. Stateless and thread-safe. */
final class Positions {

    private Positions() {}

    static EntryPosition written(EntryAddress address) {
        return EntryPosition.newBuilder()
                .setOrigin(address.stream().site().name())
                .setIncarnation(address.stream().incarnation())
                .setOffset(address.offset())
                .build();
    }

    static EntryAddress read(EntryPosition position) {
        var stream = new SiteLog(new SiteId(position.getOrigin()), position.getIncarnation());
        return new EntryAddress(stream, position.getOffset());
    }
}
