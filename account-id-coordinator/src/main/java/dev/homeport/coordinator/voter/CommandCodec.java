package dev.homeport.coordinator.voter;

import dev.homeport.coordinator.RequestId;
import dev.homeport.coordinator.claim.ClaimCommand;
import dev.homeport.coordinator.claim.ClaimKey;
import dev.homeport.coordinator.claim.OperationStamp;
import dev.homeport.coordinator.grant.GrantRequest;
import dev.homeport.coordinator.state.CoordinatorCommand;
import dev.homeport.quorumqueue.Payload;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The commands as payloads of log entries, format 0: fields in the order of their records, numbers
 * big-endian, texts in Java's modified UTF-8 behind their length, lists behind their size in one
 * byte. What a command does is part of its format: another rule is another format version, so that
 * voters of two releases decide alike. Stateless.
 */
final class CommandCodec {

    /** The version of every payload that this release writes, and the only one that it reads. */
    static final int FORMAT_VERSION = 0;

    private static final int GRANT = 1;
    private static final int RESERVE = 2;
    private static final int CONFIRM = 3;
    private static final int RELEASE = 4;
    private static final int TICK = 5;
    private static final int BEGIN_ROTATION = 6;
    private static final int CLAIMED_AGAIN = 7;
    private static final int END_ROTATION = 8;

    private static final int BITMAP_WORDS = ShardId.COUNT / Long.SIZE;

    private CommandCodec() {}

    static boolean knows(int type, int formatVersion) {
        return type >= GRANT && type <= END_ROTATION && formatVersion == FORMAT_VERSION;
    }

    static int type(CoordinatorCommand command) {
        return switch (command) {
            case CoordinatorCommand.Grant _ -> GRANT;
            case CoordinatorCommand.Claim(var claim) ->
                    switch (claim) {
                        case ClaimCommand.Reserve _ -> RESERVE;
                        case ClaimCommand.Confirm _ -> CONFIRM;
                        case ClaimCommand.Release _ -> RELEASE;
                        case ClaimCommand.Tick _ -> TICK;
                        case ClaimCommand.BeginRotation _ -> BEGIN_ROTATION;
                        case ClaimCommand.ClaimedAgain _ -> CLAIMED_AGAIN;
                        case ClaimCommand.EndRotation _ -> END_ROTATION;
                    };
        };
    }

    static Payload encode(CoordinatorCommand command) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            switch (command) {
                case CoordinatorCommand.Grant(var request) -> {
                    out.writeUTF(request.site().name());
                    out.writeUTF(request.requestId().value());
                    out.writeLong(request.count());
                    out.writeLong(request.witnessedMark());
                }
                case CoordinatorCommand.Claim(var claim) -> write(claim, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return Payload.copyOf(bytes.toByteArray());
    }

    private static void write(ClaimCommand command, DataOutputStream out) throws IOException {
        switch (command) {
            case ClaimCommand.Operation operation -> {
                out.writeLong(operation.account().value());
                out.writeLong(operation.stamp().epoch().value());
                out.writeLong(operation.stamp().offset());
                out.writeByte(operation.stamp().part());
                out.writeByte(operation.keys().size());
                for (var key : operation.keys()) {
                    out.writeShort(key.version());
                    out.write(key.hash());
                }
                if (operation instanceof ClaimCommand.Reserve reserve) {
                    out.writeUTF(reserve.request());
                }
                if (operation instanceof ClaimCommand.Release release) {
                    out.writeLong(release.quarantineTicks());
                }
            }
            case ClaimCommand.BeginRotation begin -> {
                out.writeShort(begin.toVersion());
                out.writeLong(begin.leastTicks());
            }
            case ClaimCommand.ClaimedAgain again -> {
                out.writeShort(again.toVersion());
                for (var word : again.shards().toBitmap()) {
                    out.writeLong(word);
                }
            }
            case ClaimCommand.Tick _, ClaimCommand.EndRotation _ -> {
                // Their type says it all.
            }
        }
    }

    /**
     * Reads a command.
     *
     * @throws IllegalArgumentException if the bytes are none of this type
     */
    static CoordinatorCommand decode(int type, Payload payload) {
        try (var in = new DataInputStream(new ByteArrayInputStream(payload.toByteArray()))) {
            var command = read(type, in);
            if (in.read() != -1) {
                throw new IllegalArgumentException(
                        "command: bytes after the end of one of type " + type);
            }
            return command;
        } catch (IOException e) {
            throw new IllegalArgumentException("command: one of type " + type + " ends early", e);
        }
    }

    private static CoordinatorCommand read(int type, DataInputStream in) throws IOException {
        return switch (type) {
            case GRANT ->
                    new CoordinatorCommand.Grant(
                            new GrantRequest(
                                    new SiteId(in.readUTF()),
                                    new RequestId(in.readUTF()),
                                    in.readLong(),
                                    in.readLong()));
            case RESERVE, CONFIRM, RELEASE -> new CoordinatorCommand.Claim(readOperation(type, in));
            case TICK -> new CoordinatorCommand.Claim(new ClaimCommand.Tick());
            case BEGIN_ROTATION ->
                    new CoordinatorCommand.Claim(
                            new ClaimCommand.BeginRotation(in.readUnsignedShort(), in.readLong()));
            case CLAIMED_AGAIN -> {
                var toVersion = in.readUnsignedShort();
                var words = new long[BITMAP_WORDS];
                for (var i = 0; i < words.length; i++) {
                    words[i] = in.readLong();
                }
                yield new CoordinatorCommand.Claim(
                        new ClaimCommand.ClaimedAgain(ShardSet.ofBitmap(words), toVersion));
            }
            case END_ROTATION -> new CoordinatorCommand.Claim(new ClaimCommand.EndRotation());
            default -> throw new IllegalArgumentException("command: type " + type + " is unknown");
        };
    }

    private static ClaimCommand readOperation(int type, DataInputStream in) throws IOException {
        var account = new AccountId(in.readLong());
        var stamp =
                new OperationStamp(new Epoch(in.readLong()), in.readLong(), in.readUnsignedByte());
        List<ClaimKey> keys = new ArrayList<>();
        for (var count = in.readUnsignedByte(); count > 0; count--) {
            var version = in.readUnsignedShort();
            var hash = new byte[ClaimKey.HASH_BYTES];
            in.readFully(hash);
            keys.add(new ClaimKey(version, hash));
        }
        return switch (type) {
            case RESERVE -> new ClaimCommand.Reserve(account, stamp, keys, in.readUTF());
            case CONFIRM -> new ClaimCommand.Confirm(account, stamp, keys);
            default -> new ClaimCommand.Release(account, stamp, keys, in.readLong());
        };
    }
}
