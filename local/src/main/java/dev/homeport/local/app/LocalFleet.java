package dev.homeport.local.app;

import dev.homeport.local.account.DemoAccount;
import dev.homeport.local.adapter.file.FleetFormation;
import dev.homeport.local.adapter.file.FleetNumberFile;
import dev.homeport.local.adapter.file.PrivateFiles;
import dev.homeport.local.adapter.http.ProcessRoute;
import dev.homeport.local.adapter.http.WanControlServer;
import dev.homeport.local.adapter.os.Orphans;
import dev.homeport.local.adapter.os.PortHolders;
import dev.homeport.local.adapter.os.StateFolder;
import dev.homeport.local.adapter.os.Supervisor;
import dev.homeport.local.adapter.os.SupervisorSettings;
import dev.homeport.local.adapter.tcp.EmulatorLimits;
import dev.homeport.local.adapter.tcp.TcpWanEmulator;
import dev.homeport.local.address.Endpoint;
import dev.homeport.local.address.PortRole;
import dev.homeport.local.plan.FleetPlan;
import dev.homeport.local.plan.FleetSettings;
import dev.homeport.local.process.ProcessDefinition;
import dev.homeport.local.process.ProcessStatus;
import dev.homeport.local.process.StartRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A whole fleet running on this machine: {@link #start} brings it up, {@link #close} ends exactly
 * what was started and leaves the data. Thread-safe once started.
 */
public final class LocalFleet implements AutoCloseable {

    private static final Duration ORPHAN_BOUND = Duration.ofSeconds(20);
    private static final Duration ACCOUNT_BOUND = Duration.ofSeconds(30);

    private final FleetRequest request;
    private final FleetProgress progress;
    private final SecureRandom chance = new SecureRandom();

    /** What has been opened, the newest first: closed in this order. */
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    private final FleetPlan plan;
    private final Supervisor supervisor;
    private final TcpWanEmulator emulator;
    private final List<DemoAccount> accounts;

    private LocalFleet(FleetRequest request, FleetProgress progress)
            throws StartRefusedException,
                    IOException,
                    GeneralSecurityException,
                    InterruptedException {
        this.request = request;
        this.progress = progress;
        try {
            var start = System.nanoTime();
            var folder =
                    open(StateFolder.open(request.stateFolder(), request.leastFreeBytes(), chance));
            Orphans.end(folder, ORPHAN_BOUND).forEach(progress::note);
            Supervisor.forgetHeld(folder)
                    .forEach(name -> progress.note(name + " was held back, and is started again."));
            FleetNumberFile.keep(folder.path(), request.number());
            var formation = FleetFormation.open(folder.path());
            plan =
                    FleetPlan.of(
                            new FleetSettings(
                                    formation.fleet(),
                                    request.number(),
                                    request.sites(),
                                    request.ports(),
                                    folder.path(),
                                    request.isolationBudget()),
                            request.layout());
            PortHolders.checkFree(plan.endpoints());
            start = step("state folder and ports", start);

            var provisions = new Provisions(plan, request.commands(), chance, progress::note);
            provisions.provideCertificates();
            formation.complete(plan, chance);
            start = step("certificates and secrets", start);
            var definitions = provisions.definitions();
            start = step("databases and configuration", start);

            emulator =
                    open(
                            new TcpWanEmulator(
                                    plan.forwardings(),
                                    request.wan(),
                                    EmulatorLimits.USUAL,
                                    new SplittableRandom(chance.nextLong())));
            emulator.start();
            supervisor =
                    open(
                            new Supervisor(
                                    folder,
                                    SupervisorSettings.USUAL,
                                    new SplittableRandom(chance.nextLong()),
                                    progress::changed));
            var drills =
                    new DrillDesk(
                            folder.path(), request.sites(), supervisor, request.commands(), chance);
            open(
                    new WanControlServer(
                            emulator,
                            Map.of(
                                    "/processes",
                                    new ProcessRoute(new LocalHands(plan, supervisor)),
                                    DrillDesk.PATH,
                                    drills),
                            controlEndpoint(),
                            controlToken(folder.path())));
            start = step("network between the sites", start);
            start = startInOrder(definitions, start);
            drills.recover()
                    .forEach(id -> progress.note("Drill " + id + " is unfinished; it is undone."));

            accounts = List.copyOf(provisions.demoAccounts(request.demoHandles(), ACCOUNT_BOUND));
            if (!accounts.isEmpty()) {
                step("demo accounts", start);
            }
        } catch (StartRefusedException
                | IOException
                | GeneralSecurityException
                | InterruptedException
                | RuntimeException e) {
            closeAfter(e);
            throw e;
        }
    }

    /**
     * Starts a fleet and returns when it is ready.
     *
     * @param request what to run
     * @param progress is told how it goes
     * @throws StartRefusedException if it cannot be started, with a sentence for a person; nothing
     *     is left running then
     */
    public static LocalFleet start(FleetRequest request, FleetProgress progress)
            throws StartRefusedException,
                    IOException,
                    GeneralSecurityException,
                    InterruptedException {
        return new LocalFleet(request, progress);
    }

    private <T extends AutoCloseable> T open(T resource) {
        opened.addFirst(resource);
        return resource;
    }

    private long step(String what, long startNanos) {
        var now = System.nanoTime();
        progress.finished(what, TimeUnit.NANOSECONDS.toMillis(now - startNanos));
        return now;
    }

    /**
     * Starts what is stopped last first, each group when the one before is ready: two dozen
     * processes that load their classes at the same time time each other out.
     */
    private long startInOrder(List<ProcessDefinition> definitions, long startNanos)
            throws StartRefusedException, InterruptedException {
        var deadline = System.nanoTime() + request.readyBound().toNanos();
        var groups = new TreeMap<Integer, List<ProcessDefinition>>(Comparator.reverseOrder());
        definitions.forEach(
                each -> groups.computeIfAbsent(each.stopOrder(), _ -> new ArrayList<>()).add(each));
        var start = startNanos;
        for (var group : groups.values()) {
            var names = group.stream().map(ProcessDefinition::name).toList();
            group.forEach(supervisor::start);
            supervisor.awaitReady(names, Duration.ofNanos(deadline - System.nanoTime()));
            start = step(String.join(", ", names), start);
        }
        return start;
    }

    private Endpoint controlEndpoint() {
        return plan.launcher().listensFor(PortRole.LAUNCHER).orElseThrow();
    }

    /**
     * Returns the token for the control of a fleet's network.
     *
     * @param stateFolder the fleet's state folder
     */
    public static String controlToken(Path stateFolder) throws IOException {
        var file = stateFolder.resolve("control-token");
        if (!Files.exists(file)) {
            PrivateFiles.write(file, UUID.randomUUID() + "\n");
        }
        return Files.readString(file).strip();
    }

    /** Returns the plan that this fleet was started from. */
    public FleetPlan plan() {
        return plan;
    }

    /** Returns the request that this fleet was started from. */
    public FleetRequest request() {
        return request;
    }

    /** Returns the network between the sites. */
    public TcpWanEmulator emulator() {
        return emulator;
    }

    /** Returns the supervisor of the processes. */
    public Supervisor supervisor() {
        return supervisor;
    }

    /** Returns the accounts that are there to try the fleet with. */
    public List<DemoAccount> accounts() {
        return accounts;
    }

    /** Returns the processes that run, by name. */
    public List<ProcessStatus> status() {
        return supervisor.status();
    }

    /**
     * Ends everything that this fleet started; the data stay.
     *
     * @throws IOException if something does not end
     */
    @Override
    public void close() throws IOException {
        var problems = closeAll();
        if (problems != null) {
            throw new IOException(
                    "the fleet did not end cleanly: " + problems.getMessage(), problems);
        }
    }

    private void closeAfter(Exception cause) {
        var problems = closeAll();
        if (problems != null) {
            cause.addSuppressed(problems);
        }
    }

    private synchronized @Nullable Exception closeAll() {
        Exception problem = null;
        while (!opened.isEmpty()) {
            try {
                opened.removeFirst().close();
            } catch (Exception e) {
                if (problem == null) {
                    problem = e;
                } else {
                    problem.addSuppressed(e);
                }
            }
        }
        return problem;
    }
}
