package dev.homeport.drills.adapter.fleet;

import dev.homeport.client.Answer;
import dev.homeport.client.Home;
import dev.homeport.client.Router;
import dev.homeport.client.adapter.file.FleetFolder;
import dev.homeport.client.adapter.http.HttpControl;
import dev.homeport.client.adapter.http.HttpRouter;
import dev.homeport.client.control.MoveLook;
import dev.homeport.client.control.SiteDetail;
import dev.homeport.client.control.SitesLook;
import dev.homeport.local.adapter.http.LauncherControlClient;
import dev.homeport.local.adapter.http.WanControlClient;
import dev.homeport.local.adapter.json.FleetContactsFile;
import dev.homeport.local.process.ProcessStatus;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.SiteId;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The ways to a running fleet of a state folder: its launcher, its control plane and its network.
 * Every call has a bound. Thread-safe.
 */
public final class DrilledFleet implements AutoCloseable {

    /** The leader's own process, which says nothing about the fleet. */
    private static final String LEADER = "drill-1";

    private static final String COORDINATION = "-coordinator-";
    private static final Duration ROUTER = Duration.ofSeconds(5);
    private static final long LEAST_FREE_BYTES = 1L << 30;
    private static final long MEBIBYTE = 1 << 20;

    private final FleetFolder folder;
    private final ExecutorService executor;
    private final HttpClient operator;
    private final HttpClient client;
    private final Router router;
    private final HttpControl control;
    private final LauncherControlClient launcher;
    private final WanControlClient network;

    private DrilledFleet(FleetFolder folder, LauncherControlClient launcher, WanControlClient wan)
            throws IOException {
        this.folder = folder;
        this.launcher = launcher;
        this.network = wan;
        this.executor = Executors.newVirtualThreadPerTaskExecutor();
        this.operator = folder.operator().client(executor);
        this.client = folder.trust().client(executor);
        this.router = new HttpRouter(client, folder.router(), folder.doors());
        this.control = new HttpControl(operator, folder.controls(), ThreadLocalRandom.current());
    }

    /**
     * Opens the ways to a fleet; connects to nothing yet.
     *
     * @throws IOException if the folder does not say how to reach one
     */
    public static DrilledFleet open(Path stateFolder) throws IOException {
        var contacts =
                FleetContactsFile.read(stateFolder)
                        .orElseThrow(
                                () -> new IOException("there is no fleet under " + stateFolder));
        var token = Files.readString(stateFolder.resolve("control-token")).strip();
        return new DrilledFleet(
                FleetFolder.open(stateFolder),
                new LauncherControlClient(contacts.wan(), token),
                new WanControlClient(contacts.wan(), token));
    }

    /** The state folder, as clients read it. */
    public FleetFolder folder() {
        return folder;
    }

    LauncherControlClient launcher() {
        return launcher;
    }

    HttpControl control() {
        return control;
    }

    WanControlClient network() {
        return network;
    }

    /** Every site, in the order of the fleet's doors. */
    public List<SiteId> sites() {
        return folder.doors().stream().map(door -> door.site()).toList();
    }

    /** All sites as the control plane sees them; nothing if it does not answer. */
    public Optional<SitesLook> look() throws InterruptedException {
        return control.sites() instanceof Answer.Given<SitesLook>(var look)
                ? Optional.of(look)
                : Optional.empty();
    }

    /** All moves that the control plane knows; nothing if it does not answer. */
    public Optional<List<MoveLook>> moves() throws InterruptedException {
        return control.moves() instanceof Answer.Given<List<MoveLook>>(var moves)
                ? Optional.of(moves)
                : Optional.empty();
    }

    /** A site with what its nodes report; nothing if the control plane does not answer. */
    public Optional<SiteDetail> detail(SiteId site) throws InterruptedException {
        return control.site(site) instanceof Answer.Given<SiteDetail>(var detail)
                ? Optional.of(detail)
                : Optional.empty();
    }

    /** The home that the router sends an account to; nothing if it does not say. */
    public Optional<Home> homeOf(AccountId account) throws InterruptedException {
        try {
            return router.homeOf(account)
                                    .toCompletableFuture()
                                    .get(ROUTER.toMillis(), TimeUnit.MILLISECONDS)
                            instanceof Answer.Given<Home>(var home)
                    ? Optional.of(home)
                    : Optional.empty();
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        }
    }

    /** The processes that do not run as they should, for people. */
    public List<String> processTroubles() throws InterruptedException {
        try {
            return launcher.processes().stream()
                    .filter(process -> !process.name().equals(LEADER))
                    .filter(process -> process.state() != ProcessStatus.State.READY)
                    .map(process -> process.name() + " is " + process.state())
                    .toList();
        } catch (IOException e) {
            return List.of("no launcher answers: " + e.getMessage());
        }
    }

    /**
     * The processes with a replica of the control plane.
     *
     * @throws IOException if no launcher answers
     */
    public List<String> controlProcesses() throws IOException, InterruptedException {
        return launcher.processes().stream()
                .map(ProcessStatus::name)
                .filter(name -> name.contains(COORDINATION))
                .toList();
    }

    /**
     * The shortest round trip from a site to any other that the network makes, in nanoseconds.
     *
     * @throws IOException if no launcher answers
     */
    public long shortestRoundTripNanos(SiteId from) throws IOException, InterruptedException {
        var links = network.show();
        var shortest = Long.MAX_VALUE;
        for (var there : links) {
            for (var back : links) {
                if (there.direction().from().equals(from)
                        && back.direction().equals(there.direction().reversed())) {
                    var trip =
                            there.settings().latencyNanos()
                                    - there.settings().jitterNanos()
                                    + back.settings().latencyNanos()
                                    - back.settings().jitterNanos();
                    shortest = Math.min(shortest, Math.max(0, trip));
                }
            }
        }
        return shortest == Long.MAX_VALUE ? 0 : shortest;
    }

    /**
     * Why a drill cannot go on on this disk, if it cannot.
     *
     * @throws IOException if the disk does not say how full it is
     */
    public Optional<String> diskTrouble() throws IOException {
        var free = Files.getFileStore(folder.folder()).getUsableSpace();
        return free >= LEAST_FREE_BYTES
                ? Optional.empty()
                : Optional.of(
                        "the disk has "
                                + free / MEBIBYTE
                                + " MiB left, and a drill needs "
                                + LEAST_FREE_BYTES / MEBIBYTE);
    }

    @Override
    public void close() {
        launcher.close();
        network.close();
        operator.shutdownNow();
        client.shutdownNow();
        executor.shutdownNow();
    }
}
