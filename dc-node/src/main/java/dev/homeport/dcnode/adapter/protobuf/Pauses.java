package dev.homeport.dcnode.adapter.protobuf;

import dev.homeport.dcnode.home.opening.PauseWord;
import dev.homeport.dcnode.home.opening.PauseWord.Kind;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import dev.homeport.wire.dcnode.HomeOpened;
import dev.homeport.wire.dcnode.LostPause;
import dev.homeport.wire.dcnode.MirrorPaused;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What entries say of paused mirrors, as protobuf messages. Stateless and thread-safe. */
final class Pauses {

    private Pauses() {}

    static MirrorPaused write(PauseWord word) {
        return MirrorPaused.newBuilder()
                .setKind(
                        switch (word.kind()) {
                            case STATED -> MirrorPaused.Kind.STATED;
                            case FROZEN -> MirrorPaused.Kind.FROZEN;
                            case ENDED -> MirrorPaused.Kind.ENDED;
                        })
                .setOrigin(word.stream().site().name())
                .setIncarnation(word.stream().incarnation())
                .setOffset(word.offset())
                .setTableVersion(word.tableVersion())
                .build();
    }

    static PauseWord read(MirrorPaused message) {
        var kind =
                switch (message.getKind()) {
                    case STATED -> Kind.STATED;
                    case FROZEN -> Kind.FROZEN;
                    case ENDED -> Kind.ENDED;
                    case UNRECOGNIZED ->
                            throw new IllegalArgumentException(
                                    "kind: " + message.getKindValue() + " of a pause is not known");
                };
        return new PauseWord(
                kind,
                new SiteLog(new SiteId(message.getOrigin()), message.getIncarnation()),
                message.getOffset(),
                message.getTableVersion());
    }

    static void write(Map<SiteId, Long> pauses, HomeOpened.Builder opened) {
        new TreeMap<>(pauses)
                .forEach((lost, at) ->
                        opened.addPauses(
                                LostPause.newBuilder().setOrigin(lost.name()).setOffset(at)));
    }

    static Map<SiteId, Long> read(List<LostPause> pauses) {
        var read = new TreeMap<SiteId, Long>();
        for (var each : pauses) {
            if (read.put(new SiteId(each.getOrigin()), each.getOffset()) != null) {
                throw new IllegalArgumentException(
                        "the opening relies on two pauses of " + each.getOrigin());
            }
        }
        return read;
    }
}
