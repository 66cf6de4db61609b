package dev.homeport.dcnode.adapter.protobuf;

import com.google.protobuf.ByteString;
import dev.homeport.dcnode.entry.Control;
import dev.homeport.dcnode.entry.Control.BlockTaken;
import dev.homeport.dcnode.entry.Control.ClaimsSettled;
import dev.homeport.dcnode.entry.Control.FeatureRaised;
import dev.homeport.dcnode.entry.Control.GrantReceived;
import dev.homeport.dcnode.entry.Control.HomeChanged;
import dev.homeport.dcnode.entry.Control.MirrorPaused;
import dev.homeport.dcnode.entry.Control.ShardsDigested;
import dev.homeport.dcnode.entry.DerivedId;
import dev.homeport.dcnode.entry.Fact;
import dev.homeport.dcnode.entry.Handle;
import dev.homeport.dcnode.entry.MessageText;
import dev.homeport.dcnode.home.opening.HomeEntry;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import dev.homeport.wire.dcnode.AccountRegistered;
import dev.homeport.wire.dcnode.EntryPayload;
import dev.homeport.wire.dcnode.HomeClosed;
import dev.homeport.wire.dcnode.HomeOpened;
import dev.homeport.wire.dcnode.MessageDelivered;
import dev.homeport.wire.dcnode.MessageSent;
import dev.homeport.wire.dcnode.OriginOffset;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What entries say, as protobuf messages. Stateless and thread-safe. */
final class Contents {

    private static final long FIRST_INCARNATION = 1;
    private static final int BITMAP_BYTES = ShardId.COUNT / Byte.SIZE;

    private Contents() {}

    static void put(Fact fact, EntryPayload.Builder payload) {
        switch (fact) {
            case Fact.AccountRegistered f -> payload.setAccountRegistered(registered(f));
            case Fact.MessageSent f -> payload.setMessageSent(sent(f));
            case Fact.MessageDelivered f ->
                    payload.setMessageDelivered(
                            MessageDelivered.newBuilder()
                                    .setMessage(ByteString.copyFrom(f.message().toBytes()))
                                    .setRecipient(f.recipient().value()));
            case Fact.Adopted f -> payload.setAdopted(Adoptions.written(f));
        }
    }

    static Fact fact(EntryPayload payload) {
        return switch (payload.getContentCase()) {
            case ACCOUNT_REGISTERED -> registered(payload.getAccountRegistered());
            case MESSAGE_SENT -> sent(payload.getMessageSent());
            case MESSAGE_DELIVERED -> {
                var content = payload.getMessageDelivered();
                yield new Fact.MessageDelivered(
                        DerivedId.ofBytes(content.getMessage().toByteArray()),
                        new AccountId(content.getRecipient()));
            }
            case ADOPTED -> Adoptions.read(payload.getAdopted());
            case HOME_OPENED,
                    HOME_CLOSED,
                    GRANT_RECEIVED,
                    BLOCK_TAKEN,
                    SHARDS_DIGESTED,
                    MIRROR_PAUSED,
                    CLAIMS_SETTLED,
                    FEATURE_RAISED ->
                    throw new IllegalArgumentException("a control entry names a single shard");
            case CONTENT_NOT_SET -> throw new IllegalArgumentException("there is no content");
        };
    }

    static AccountRegistered registered(Fact.AccountRegistered fact) {
        return AccountRegistered.newBuilder()
                .setAccount(fact.account().value())
                .setHandle(fact.handle().text())
                .build();
    }

    static Fact.AccountRegistered registered(AccountRegistered content) {
        return new Fact.AccountRegistered(
                new AccountId(content.getAccount()), new Handle(content.getHandle()));
    }

    static MessageSent sent(Fact.MessageSent fact) {
        return MessageSent.newBuilder()
                .setSender(fact.sender().value())
                .setRecipient(fact.recipient().value())
                .setText(fact.text().text())
                .build();
    }

    static Fact.MessageSent sent(MessageSent content) {
        return new Fact.MessageSent(
                new AccountId(content.getSender()),
                new AccountId(content.getRecipient()),
                new MessageText(content.getText()));
    }

    static void put(Control control, EntryPayload.Builder payload) {
        switch (control) {
            case HomeChanged(HomeEntry.HomeOpened opened) -> payload.setHomeOpened(opened(opened));
            case HomeChanged(HomeEntry.HomeClosed closed) -> payload.setHomeClosed(closed(closed));
            case GrantReceived c ->
                    payload.setGrantReceived(
                            dev.homeport.wire.dcnode.GrantReceived.newBuilder()
                                    .setRequestId(ByteString.copyFrom(c.request().toBytes()))
                                    .setLow(c.low())
                                    .setHigh(c.high()));
            case BlockTaken c ->
                    payload.setBlockTaken(
                            dev.homeport.wire.dcnode.BlockTaken.newBuilder()
                                    .setNode(c.node())
                                    .setBoot(c.boot())
                                    .setNumber(c.number())
                                    .setMost(c.most()));
            case ShardsDigested c -> payload.setShardsDigested(digested(c));
            case MirrorPaused(var word) -> payload.setMirrorPaused(Pauses.write(word));
            case ClaimsSettled c ->
                    payload.setClaimsSettled(
                            dev.homeport.wire.dcnode.ClaimsSettled.newBuilder()
                                    .setIncarnation(c.incarnation())
                                    .setUpTo(c.upTo()));
            case FeatureRaised c ->
                    payload.setFeatureRaised(
                            dev.homeport.wire.dcnode.FeatureRaised.newBuilder()
                                    .setLevel(c.level()));
        }
    }

    static Control control(EntryPayload payload) {
        return switch (payload.getContentCase()) {
            case HOME_OPENED -> new HomeChanged(opened(payload.getHomeOpened()));
            case HOME_CLOSED -> new HomeChanged(closed(payload.getHomeClosed()));
            case GRANT_RECEIVED -> {
                var content = payload.getGrantReceived();
                yield new GrantReceived(
                        DerivedId.ofBytes(content.getRequestId().toByteArray()),
                        content.getLow(),
                        content.getHigh());
            }
            case BLOCK_TAKEN -> {
                var content = payload.getBlockTaken();
                yield new BlockTaken(
                        content.getNode(),
                        content.getBoot(),
                        content.getNumber(),
                        content.getMost());
            }
            case SHARDS_DIGESTED -> digested(payload.getShardsDigested());
            case MIRROR_PAUSED -> new MirrorPaused(Pauses.read(payload.getMirrorPaused()));
            case CLAIMS_SETTLED -> {
                var content = payload.getClaimsSettled();
                yield new ClaimsSettled(content.getIncarnation(), content.getUpTo());
            }
            case FEATURE_RAISED -> new FeatureRaised(payload.getFeatureRaised().getLevel());
            case ACCOUNT_REGISTERED, MESSAGE_SENT, MESSAGE_DELIVERED, ADOPTED ->
                    throw new IllegalArgumentException("the entry names no shard");
            case CONTENT_NOT_SET -> throw new IllegalArgumentException("there is no content");
        };
    }

    private static HomeOpened opened(HomeEntry.HomeOpened opened) {
        var message =
                HomeOpened.newBuilder()
                        .setShards(bitmap(opened.shards()))
                        .setEpoch(opened.epoch().value())
                        .setPredecessor(opened.predecessor().value());
        opened.vector().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(part ->
                        message.addVector(
                                OriginOffset.newBuilder()
                                        .setOrigin(part.getKey().site().name())
                                        .setIncarnation(written(part.getKey().incarnation()))
                                        .setOffset(part.getValue())));
        Pauses.write(opened.pauses(), message);
        return message.build();
    }

    /** The first life of a log is not written, as in entries from before there was a field. */
    private static long written(long incarnation) {
        return incarnation == FIRST_INCARNATION ? 0 : incarnation;
    }

    private static SiteLog stream(OriginOffset part) {
        var incarnation = part.getIncarnation();
        return new SiteLog(
                new SiteId(part.getOrigin()), incarnation == 0 ? FIRST_INCARNATION : incarnation);
    }

    private static HomeEntry opened(HomeOpened message) {
        var vector = new HashMap<SiteLog, Long>();
        for (var part : message.getVectorList()) {
            if (vector.put(stream(part), part.getOffset()) != null) {
                throw new IllegalArgumentException("the vector names " + stream(part) + " twice");
            }
        }
        return new HomeEntry.HomeOpened(
                shards(message.getShards()),
                new Epoch(message.getEpoch()),
                new Epoch(message.getPredecessor()),
                vector,
                Pauses.read(message.getPausesList()));
    }

    private static dev.homeport.wire.dcnode.ShardsDigested digested(ShardsDigested digested) {
        var shards = digested.digests().keySet();
        return dev.homeport.wire.dcnode.ShardsDigested.newBuilder()
                .setShards(bitmap(ShardSet.matching(shard -> shards.contains(new ShardId(shard)))))
                .setEpoch(digested.epoch().value())
                .addAllDigests(digested.digests().values())
                .build();
    }

    private static ShardsDigested digested(dev.homeport.wire.dcnode.ShardsDigested message) {
        var shards = shards(message.getShards());
        if (shards.size() != message.getDigestsCount()) {
            throw new IllegalArgumentException(
                    "there are "
                            + message.getDigestsCount()
                            + " digests for "
                            + shards.size()
                            + " shards");
        }
        var digests = new TreeMap<ShardId, Long>();
        var next = message.getDigestsList().iterator();
        shards.stream().forEach(shard -> digests.put(new ShardId(shard), next.next()));
        return new ShardsDigested(new Epoch(message.getEpoch()), digests);
    }

    private static HomeClosed closed(HomeEntry.HomeClosed closed) {
        var message = HomeClosed.newBuilder();
        for (var closing : closed.closings()) {
            message.addClosings(
                    HomeClosed.Closing.newBuilder()
                            .setShards(bitmap(closing.shards()))
                            .setBelow(closing.below().value()));
        }
        return message.build();
    }

    private static HomeEntry closed(HomeClosed message) {
        return new HomeEntry.HomeClosed(
                message.getClosingsList().stream()
                        .map(closing ->
                                new HomeEntry.Closing(
                                        shards(closing.getShards()), new Epoch(closing.getBelow())))
                        .toList());
    }

    private static ByteString bitmap(ShardSet shards) {
        var bytes = ByteBuffer.allocate(BITMAP_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (var word : shards.toBitmap()) {
            bytes.putLong(word);
        }
        return ByteString.copyFrom(bytes.flip());
    }

    private static ShardSet shards(ByteString bitmap) {
        if (bitmap.size() != BITMAP_BYTES) {
            throw new IllegalArgumentException(
                    "a set of shards has " + BITMAP_BYTES + " bytes, not " + bitmap.size());
        }
        var words = new long[BITMAP_BYTES / Long.BYTES];
        bitmap.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(words);
        return ShardSet.ofBitmap(words);
    }
}
