package dev.homeport.dcnode.app;

import dev.homeport.dcnode.home.adapter.file.TableFile;
import dev.homeport.dcnode.home.adapter.grpc.CallLimits;
import dev.homeport.dcnode.home.adapter.os.SystemClocks;
import dev.homeport.dcnode.table.TableFollower;
import dev.homeport.dcnode.table.TableKeeper;
import dev.homeport.dcnode.table.adapter.grpc.ControlReplicas;
import dev.homeport.process.app.Configuration;
import dev.homeport.vocabulary.RoutingTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Optional;

/**
 * A node's newest table: kept in its file, followed at the control plane once {@link #follow} has
 * been called. Thread-safe; close once.
 */
final class TableSide implements AutoCloseable {

    private final SiteConfig config;
    private final TableKeeper keeper;
    private volatile Optional<TableFollower> follower = Optional.empty();
    private Optional<ControlReplicas> replicas = Optional.empty();

    /**
     * Reads the table that is kept.
     *
     * @throws IOException if there is none that can be used
     */
    TableSide(SiteConfig config) throws IOException {
        this.config = config;
        var file = TableFile.open(config.tableFile(), config.fleet());
        keeper = new TableKeeper(file.read(), file);
    }

    /** Takes tables that were found elsewhere, and tells of newer ones. */
    TableKeeper keeper() {
        return keeper;
    }

    /** The newest table. */
    RoutingTable current() {
        return keeper.current();
    }

    /** How the control plane is followed; empty where none is configured. */
    Optional<TableFollower.Status> source() {
        return follower.map(TableFollower::status);
    }

    /** Begins to follow the control plane, if one is configured; once. */
    void follow() throws IOException, Configuration.InvalidException {
        if (config.values().optional("peers.control-rpc").isEmpty()) {
            return;
        }
        var at = new ArrayList<ControlReplicas.Replica>();
        config.values()
                .peers("peers.control-rpc")
                .forEach((node, address) ->
                        at.add(new ControlReplicas.Replica(node.site(), node.node(), address)));
        var connections =
                new ControlReplicas(
                        at, config.site(), config.fleet(), config.tls(), CallLimits.USUAL);
        replicas = Optional.of(connections);
        var following =
                new TableFollower(
                        connections.sources(),
                        keeper::current,
                        keeper,
                        new SystemClocks()::read,
                        new SharedChance());
        follower = Optional.of(following);
        following.start();
    }

    @Override
    public void close() {
        follower.ifPresent(TableFollower::close);
        replicas.ifPresent(ControlReplicas::close);
    }
}
