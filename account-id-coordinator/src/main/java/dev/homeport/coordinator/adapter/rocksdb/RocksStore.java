package dev.homeport.coordinator.adapter.rocksdb;

import dev.homeport.coordinator.claim.Claim;
import dev.homeport.coordinator.claim.ClaimKey;
import dev.homeport.coordinator.claim.ClaimRecord;
import dev.homeport.coordinator.claim.KeyVersions;
import dev.homeport.coordinator.claim.LastOperation;
import dev.homeport.coordinator.grant.GrantSnapshot;
import dev.homeport.coordinator.state.CoordinatorStore;
import dev.homeport.coordinator.state.Reservation;
import dev.homeport.coordinator.state.StoreException;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.ShardId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Checkpoint;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Status;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * The coordinator's state on disk. Claims live in files and a cache of bounded size, so that their
 * number is bounded by the disk alone. Each entry's effects and its position are one atomic write.
 *
 * <p>Thread-safe for readers; one thread writes.
 */
public final class RocksStore implements CoordinatorStore {

    private static final String FORMAT = "coordinator store 0 of ";

    private final Path folder;
    private final Memory memory;
    private final RocksDB database;
    private final WriteOptions writing = new WriteOptions();
    private volatile long applied;
    private boolean closed;

    private RocksStore(Path folder, Memory memory, RocksDB database) {
        this.folder = folder;
        this.memory = memory;
        this.database = database;
    }

    /**
     * Opens a store, making it when the folder is empty or missing.
     *
     * @param folder where its files are; nobody else may have it open
     * @param owner whose store it is, such as the fleet's id and the voter's name: a store of
     *     another owner's is refused
     * @param cacheBytes how much memory to keep blocks of files in
     * @throws StoreException if it is another's ({@code WRONG_IDENTITY}), of a newer release
     *     ({@code UNSUPPORTED}), damaged ({@code CORRUPT}) or cannot be opened ({@code
     *     UNAVAILABLE})
     */
    public static RocksStore open(Path folder, String owner, long cacheBytes) {
        RocksDB.loadLibrary();
        var memory = new Memory(cacheBytes);
        RocksStore store = null;
        try {
            Files.createDirectories(folder);
            store =
                    new RocksStore(
                            folder, memory, RocksDB.open(memory.options(), folder.toString()));
            store.identify(owner);
            return store;
        } catch (RocksDBException e) {
            memory.close();
            throw failure(folder, "opened", e);
        } catch (IOException e) {
            memory.close();
            throw new StoreException(
                    ErrorCode.UNAVAILABLE, "store: folder " + folder + " cannot be made", e);
        } catch (StoreException e) {
            if (store != null) {
                store.close();
            }
            throw e;
        }
    }

    private void identify(String owner) throws RocksDBException {
        var wanted = FORMAT + owner;
        var found = database.get(Rows.FORMAT);
        if (found == null) {
            try (var batch = new WriteBatch();
                    var durable = new WriteOptions().setSync(true)) {
                batch.put(Rows.FORMAT, wanted.getBytes(StandardCharsets.UTF_8));
                batch.put(Rows.APPLIED, Rows.number(0));
                database.write(durable, batch);
            }
            return;
        }
        var text = new String(found, StandardCharsets.UTF_8);
        if (!text.equals(wanted)) {
            throw new StoreException(
                    text.startsWith(FORMAT) ? ErrorCode.WRONG_IDENTITY : ErrorCode.UNSUPPORTED,
                    "store: "
                            + folder
                            + " is a \""
                            + text
                            + "\", not a \""
                            + wanted
                            + "\"; give this voter its own folder and release");
        }
        applied = read(Rows.APPLIED).map(Rows::number).orElseThrow();
    }

    @Override
    public Optional<Claim> claim(ClaimKey key) {
        return read(Rows.claimKey(key)).map(Rows::claim);
    }

    @Override
    public Optional<LastOperation> lastOperation(AccountId account) {
        return read(Rows.operationKey(account)).map(Rows::operation);
    }

    @Override
    public long tick() {
        return read(Rows.TICK).map(Rows::number).orElse(0L);
    }

    @Override
    public KeyVersions versions() {
        return read(Rows.VERSIONS).map(Rows::versions).orElse(KeyVersions.FIRST);
    }

    @Override
    public GrantSnapshot grants() {
        return read(Rows.GRANTS)
                .map(GrantSnapshot::ofBytes)
                .orElseGet(() -> new GrantSnapshot(0, List.of()));
    }

    @Override
    public long appliedPosition() {
        return applied;
    }

    private Optional<byte[]> read(byte[] key) {
        try {
            return Optional.ofNullable(database.get(key));
        } catch (RocksDBException e) {
            throw failure(folder, "read", e);
        }
    }

    @Override
    public List<ClaimKey> freeAt(long tick, int limit) {
        var found = new ArrayList<ClaimKey>();
        scan(
                new byte[] {Rows.QUARANTINE},
                row -> {
                    if (row[0] != Rows.QUARANTINE
                            || Rows.tickOfQuarantine(row) > tick
                            || found.size() == limit) {
                        return false;
                    }
                    return found.add(Rows.nameAtEnd(row));
                });
        return found;
    }

    @Override
    public List<Reservation> reservations(ShardId shard, Optional<AccountId> after, int limit) {
        var prefix = Rows.reservationsFrom(shard);
        var found = new ArrayList<Reservation>();
        var accounts = new HashSet<AccountId>();
        scan(
                after.map(Rows::reservationsFrom).orElse(prefix),
                row -> {
                    if (!Arrays.equals(row, 0, prefix.length, prefix, 0, prefix.length)) {
                        return false;
                    }
                    var account = Rows.accountOfReservation(row);
                    if (after.isPresent() && account.equals(after.get())) {
                        return true;
                    }
                    if (accounts.add(account) && accounts.size() > limit) {
                        return false;
                    }
                    return found.add(new Reservation(account, Rows.nameAtEnd(row)));
                });
        return found;
    }

    private void scan(byte[] from, RowVisitor visitor) {
        try (RocksIterator rows = database.newIterator()) {
            rows.seek(from);
            while (rows.isValid() && visitor.goOnAfter(rows.key())) {
                rows.next();
            }
            rows.status();
        } catch (RocksDBException e) {
            throw failure(folder, "read", e);
        }
    }

    @Override
    public void apply(long position, Effects effects) {
        if (position != applied + 1) {
            throw new IllegalStateException("position " + position + " does not follow " + applied);
        }
        try (var batch = new WriteBatch()) {
            for (var record : effects.claims()) {
                replay(record, batch);
            }
            if (effects.grants().isPresent()) {
                batch.put(Rows.GRANTS, effects.grants().get().toBytes());
            }
            batch.put(Rows.APPLIED, Rows.number(position));
            database.write(writing, batch);
        } catch (RocksDBException e) {
            throw failure(folder, "written", e);
        }
        applied = position;
    }

    private void replay(ClaimRecord record, WriteBatch batch) throws RocksDBException {
        switch (record) {
            case ClaimRecord.ClaimPut(var key, var claim) -> {
                unlist(key, batch);
                batch.put(Rows.claimKey(key), Rows.claim(claim));
                var index = indexRow(key, claim);
                if (index != null) {
                    batch.put(index, Rows.NOTHING);
                }
            }
            case ClaimRecord.ClaimRemoved(var key) -> {
                unlist(key, batch);
                batch.delete(Rows.claimKey(key));
            }
            case ClaimRecord.OperationSeen(var account, var operation) ->
                    batch.put(Rows.operationKey(account), Rows.operation(operation));
            case ClaimRecord.Ticked(var now) -> batch.put(Rows.TICK, Rows.number(now));
            case ClaimRecord.VersionsChanged(var versions) ->
                    batch.put(Rows.VERSIONS, Rows.versions(versions));
            case ClaimRecord.VersionForgotten(var version) -> forget(version, batch);
        }
    }

    private void unlist(ClaimKey key, WriteBatch batch) throws RocksDBException {
        var before = claim(key).orElse(null);
        var index = before == null ? null : indexRow(key, before);
        if (index != null) {
            batch.delete(index);
        }
    }

    private static byte @Nullable [] indexRow(ClaimKey key, Claim claim) {
        return switch (claim.state()) {
            case RESERVED -> Rows.reservationKey(claim.account(), key);
            case RELEASED -> Rows.quarantineKey(claim.freeAtTick(), key);
            case CONFIRMED -> null;
        };
    }

    private void forget(int version, WriteBatch batch) throws RocksDBException {
        var listed = new ArrayList<byte[]>();
        for (var kind : new byte[] {Rows.QUARANTINE, Rows.RESERVATION}) {
            scan(
                    new byte[] {kind},
                    row -> {
                        if (row[0] == kind && Rows.nameAtEnd(row).version() == version) {
                            listed.add(row);
                        }
                        return row[0] == kind;
                    });
        }
        for (var row : listed) {
            batch.delete(row);
        }
        batch.deleteRange(Rows.claimsFrom(version), Rows.claimsFrom(version + 1));
    }

    @Override
    public long makeDurable() {
        var position = applied;
        try {
            database.flushWal(true);
        } catch (RocksDBException e) {
            throw failure(folder, "written", e);
        }
        return position;
    }

    /**
     * Makes a copy of the store as it stands between two positions, by hard links where the copy is
     * on the same file system, so that it costs neither time nor room. It can be opened as a store.
     *
     * @param target where to make it; must not exist
     */
    public void checkpoint(Path target) {
        try (var checkpoint = Checkpoint.create(database)) {
            checkpoint.createCheckpoint(target.toString());
        } catch (RocksDBException e) {
            throw failure(target, "made as a checkpoint", e);
        }
    }

    private static StoreException failure(Path folder, String what, RocksDBException e) {
        var status = e.getStatus();
        var corrupt = status != null && status.getCode() == Status.Code.Corruption;
        return new StoreException(
                corrupt ? ErrorCode.CORRUPT : ErrorCode.UNAVAILABLE,
                "store: "
                        + folder
                        + " cannot be "
                        + what
                        + (corrupt
                                ? "; its bytes are damaged: replace the voter by a new one"
                                : "; see that the disk is there, not full, and not open elsewhere"),
                e);
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            database.close();
            writing.close();
            memory.close();
        }
    }

    /** Looks at the key of a row and tells whether to go on to the next. */
    @FunctionalInterface
    private interface RowVisitor {
        boolean goOnAfter(byte[] row);
    }
}
