package dev.homeport.controlplane.app;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Sites of a node, a witness and a door each, whose parts a test takes away. */
final class LosableSites implements AutoCloseable {

    private final TestFleet fleet;
    private final ReportedSites nodes;
    private final Map<String, HttpsServer> doors = new TreeMap<>();
    private final ExecutorService doormen =
            Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());

    LosableSites(TestFleet fleet) throws Exception {
        this.fleet = fleet;
        this.nodes = new ReportedSites(fleet);
        for (var site : TestFleet.SITES) {
            openDoor(site);
        }
    }

    /** What the sites report. */
    ReportedSites nodes() {
        return nodes;
    }

    /** Nothing of a site answers any more. */
    void lose(String site) {
        nodes.stop(site);
        fleet.stopWitness(site);
        closeDoor(site);
    }

    /** All of a site answers again. */
    void bringBack(String site) throws Exception {
        nodes.start(site);
        fleet.startWitness(site);
        openDoor(site);
    }

    void openDoor(String site) throws Exception {
        var door = HttpsServer.create(new InetSocketAddress(fleet.address(site), 25_328), 0);
        door.setHttpsConfigurator(new HttpsConfigurator(fleet.context(site)));
        // By default one connection that says nothing would hold up all others.
        door.setExecutor(doormen);
        door.start();
        doors.put(site, door);
    }

    void closeDoor(String site) {
        var door = doors.remove(site);
        if (door != null) {
            door.stop(0);
        }
    }

    @Override
    public void close() {
        List.copyOf(doors.keySet()).forEach(this::closeDoor);
        doormen.shutdownNow();
        nodes.close();
    }
}
