package dev.homeport.regionrouter.app;

import dev.homeport.process.adapter.netty.DoorConnections;
import dev.homeport.process.adapter.netty.DoorLimits;
import dev.homeport.regionrouter.adapter.file.FileRoutingTableSource;
import dev.homeport.regionrouter.adapter.file.KeptTable;
import dev.homeport.regionrouter.adapter.https.ControlDoors;
import dev.homeport.regionrouter.adapter.https.ControlPlaneHandles;
import dev.homeport.regionrouter.adapter.https.ControlPlaneTables;
import dev.homeport.regionrouter.adapter.https.ControlPlaneTopology;
import dev.homeport.regionrouter.adapter.https.TableFollower;
import dev.homeport.regionrouter.adapter.maxmind.MaxMindCountryDatabase;
import dev.homeport.regionrouter.adapter.yaml.GeoRulesFile;
import dev.homeport.regionrouter.geography.Geography;
import dev.homeport.regionrouter.route.AccessPoints;
import dev.homeport.regionrouter.route.HandleDirectory;
import dev.homeport.regionrouter.route.RefreshedTables;
import dev.homeport.regionrouter.route.RouteDesk;
import dev.homeport.regionrouter.route.StandIns;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Everything of a router that can fail to be made, made before it opens a port.
 *
 * @param settings what it was told
 * @param tables the routing table's source
 * @param follower waits for newer tables, if the control plane has them
 * @param topology where sites are reached, if the control plane says so
 * @param desk answers
 * @param connections the bounds of the door for clients
 */
record RouterParts(
        RouterSettings settings,
        RefreshedTables tables,
        Optional<TableFollower> follower,
        Optional<ControlPlaneTopology> topology,
        RouteDesk desk,
        DoorConnections connections) {

    private static final String TABLE_COPY = "routing-table.yaml";
    private static final String TOPOLOGY_COPY = "topology.yaml";

    /**
     * Makes the parts.
     *
     * @throws IOException if the data folder cannot be made
     * @throws RuntimeException if database or rules are unusable; the message says which and why
     */
    static RouterParts of(RouterSettings settings) throws IOException {
        Files.createDirectories(settings.dataFolder());
        var rules = settings.geoRules().map(GeoRulesFile::read).orElseGet(GeoRulesFile::shipped);
        var database = MaxMindCountryDatabase.openVerified(settings.geoDatabase());
        var geography = new Geography(rules, database);
        var copy = settings.dataFolder().resolve(TABLE_COPY);
        return switch (settings.tables()) {
            case TableSettings.OfFile(var file) ->
                    of(
                            settings,
                            geography,
                            new FileRoutingTableSource(file, copy),
                            Optional.empty(),
                            Optional.empty(),
                            HandleDirectory.none());
            case TableSettings.OfControlPlane(var fleet, var replicas) -> {
                var tls = settings.tls().orElseThrow();
                var files =
                        new ControlDoors.TlsFiles(
                                tls.certificate(), tls.key(), tls.clientTrust().orElseThrow());
                var doors = new ControlDoors(replicas, files, fleet, RandomGenerator.getDefault());
                var tables = new ControlPlaneTables(doors, fleet, new KeptTable(copy));
                yield of(
                        settings,
                        geography,
                        tables,
                        Optional.of(
                                new TableFollower(
                                        new ControlDoors(
                                                replicas,
                                                files,
                                                fleet,
                                                RandomGenerator.getDefault()),
                                        tables,
                                        RandomGenerator.getDefault())),
                        Optional.of(
                                new ControlPlaneTopology(
                                        doors, settings.dataFolder().resolve(TOPOLOGY_COPY))),
                        // Its own, since it is another replica that knows handles.
                        new ControlPlaneHandles(
                                new ControlDoors(
                                        replicas, files, fleet, RandomGenerator.getDefault())));
            }
        };
    }

    private static RouterParts of(
            RouterSettings settings,
            Geography geography,
            RefreshedTables tables,
            Optional<TableFollower> follower,
            Optional<ControlPlaneTopology> topology,
            HandleDirectory handles) {
        var standIns = topology.<StandIns>map(known -> known).orElseGet(StandIns::none);
        var desk = new RouteDesk(geography, tables, handles, standIns);
        var limits = new DoorLimits(settings.mostConnections(), settings.requestMillis());
        return new RouterParts(
                settings, tables, follower, topology, desk, new DoorConnections(limits));
    }

    /** Where clients reach a site: as the topology says, else as the settings do. */
    AccessPoints access() {
        AccessPoints configured = site -> Optional.ofNullable(settings.accessBySite().get(site));
        return topology.<AccessPoints>map(known -> known.or(configured)).orElse(configured);
    }

    /** Looks for a newer table and topology. */
    void refresh() {
        tables.refresh();
        topology.ifPresent(ControlPlaneTopology::refresh);
    }

    /** What is wrong with either; empty while all is well. */
    Optional<String> problem() {
        return tables.problem().or(() -> topology.flatMap(ControlPlaneTopology::problem));
    }
}
