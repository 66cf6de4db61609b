package dev.homeport.dcnode.app;

import dev.homeport.dcnode.app.SiteConfig.Role;
import dev.homeport.dcnode.home.adapter.file.TableFile;
import dev.homeport.dcnode.home.adapter.file.WitnessFolder;
import dev.homeport.dcnode.home.witness.WitnessState;
import dev.homeport.process.app.Configuration;
import dev.homeport.process.app.FormatOrder;
import dev.homeport.quorumqueue.StartException;
import dev.homeport.quorumqueue.adapter.disk.StoreFolder;
import dev.homeport.quorumqueue.store.LogGroup;
import dev.homeport.quorumqueue.store.StoreIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.util.UUID;

/**
 * Makes the stores of a process when there is an order to, which whoever makes the fleet puts
 * beside them once. A disk that was replaced later has no order, so that a store which has
 * forgotten everything never votes, grants or joins.
 */
final class Formatting {

    private Formatting() {}

    /**
     * Carries an order out, if there is one.
     *
     * @return whether anything was formatted
     * @throws Configuration.InvalidException if the order is another fleet's, or the configuration
     *     lacks what the stores need to know
     * @throws StartException if a store was formatted as something else
     * @throws IOException if a store cannot be written; the order still stands
     */
    static boolean carryOut(SiteConfig config)
            throws Configuration.InvalidException, StartException, IOException {
        var order = FormatOrder.find(config.store(), config.fleet());
        if (order.isEmpty()) {
            return false;
        }
        var fleet = config.fleet();
        Files.createDirectories(config.store());
        if (config.holdsReplica()) {
            var nodes = config.ownPeers("peers.log-raft").keySet();
            StoreFolder.formatOnce(
                    config.logFolder(),
                    StoreIdentity.genesis(
                            fleet, LogGroup.ofSite(config.site(), nodes), config.self().node()));
            if (!Files.exists(config.tableFile())) {
                TableFile.format(config.tableFile(), config.genesis());
            }
        }
        if (config.is(Role.WITNESS) && !WitnessFolder.isFormatted(config.witness().store())) {
            WitnessFolder.format(
                    config.witness().store(),
                    fleet,
                    config.site(),
                    UUID.randomUUID(),
                    WitnessState.genesis(config.genesis()));
        }
        order.get().done();
        return true;
    }
}
