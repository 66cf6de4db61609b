package dev.homeport.cli.app;

import dev.homeport.cli.adapter.jvm.BuiltPrograms;
import dev.homeport.cli.adapter.jvm.ToldToEnd;
import dev.homeport.cli.exit.CommandFailure;
import dev.homeport.cli.exit.ExitCode;
import dev.homeport.cli.up.LaunchProgress;
import dev.homeport.cli.up.LaunchRequest;
import dev.homeport.cli.up.Launcher;
import dev.homeport.local.adapter.file.FleetNumberFile;
import dev.homeport.local.adapter.os.RunningLauncher;
import dev.homeport.local.address.FleetNumber;
import dev.homeport.local.address.PortPlan;
import dev.homeport.local.app.FleetProgress;
import dev.homeport.local.app.FleetRequest;
import dev.homeport.local.app.LocalFleet;
import dev.homeport.local.plan.FleetLayout;
import dev.homeport.local.plan.FleetSettings;
import dev.homeport.local.plan.ProgramCommands;
import dev.homeport.local.process.ProcessStatus;
import dev.homeport.local.process.StartRefusedException;
import dev.homeport.local.wan.WanProfile;
import dev.homeport.vocabulary.SiteId;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Runs the three sites of the usual local fleet. */
final class LocalLauncher implements Launcher {

    private static final SiteId SHANGHAI = new SiteId("shanghai");
    private static final SiteId HONGKONG = new SiteId("hongkong");
    private static final SiteId CANADA = new SiteId("canada");
    private static final List<SiteId> SITES = List.of(SHANGHAI, HONGKONG, CANADA);
    private static final Map<SiteId, String> HANDLES =
            Map.of(SHANGHAI, "mei", HONGKONG, "kai", CANADA, "amy");
    private static final Duration READY_BOUND = Duration.ofMinutes(3);
    private static final String NUMBER_VARIABLE = "HOMEPORT_FLEET_NUMBER";

    private final Surroundings surroundings;
    private final Map<String, String> environment;
    private final ProgramCommands commands;

    LocalLauncher(Surroundings surroundings, Map<String, String> environment) {
        this.surroundings = surroundings;
        this.environment = Map.copyOf(environment);
        this.commands = new BuiltPrograms(surroundings.root());
    }

    @Override
    public void run(LaunchRequest request, LaunchProgress progress) {
        try (var _ = ToldToEnd.interruptsThisThread()) {
            runToEnd(request, progress);
        }
    }

    private void runToEnd(LaunchRequest request, LaunchProgress progress) {
        try {
            runUntilInterrupted(request, progress);
        } catch (StartRefusedException e) {
            throw refused(e);
        } catch (IOException | GeneralSecurityException e) {
            throw new CommandFailure(
                    ExitCode.OPERATOR, "the fleet cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            progress.note("ended; the data stay under " + surroundings.state());
        }
    }

    private void runUntilInterrupted(LaunchRequest request, LaunchProgress progress)
            throws StartRefusedException,
                    IOException,
                    GeneralSecurityException,
                    InterruptedException {
        var start = System.nanoTime();
        try (var fleet = LocalFleet.start(fleetRequest(request), new Told(progress))) {
            var millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            progress.step("ready, all in all", millis);
            progress.ready(LaunchReport.document(fleet, millis), LaunchReport.table(fleet, millis));
            new CountDownLatch(1).await();
        }
    }

    private FleetRequest fleetRequest(LaunchRequest request) throws IOException {
        return new FleetRequest(
                number(request.number()),
                SITES,
                PortPlan.USUAL,
                surroundings.state(),
                FleetLayout.USUAL,
                request.wan() ? WanProfile.usual(SITES) : WanProfile.immediate(SITES),
                commands,
                FleetRequest.USUAL_FREE_BYTES,
                READY_BOUND,
                FleetSettings.USUAL_ISOLATION_BUDGET,
                HANDLES);
    }

    private FleetNumber number(OptionalInt asked) throws IOException {
        try {
            Optional<FleetNumber> wanted =
                    asked.isPresent()
                            ? Optional.of(new FleetNumber(asked.getAsInt()))
                            : Optional.ofNullable(environment.get(NUMBER_VARIABLE))
                                    .filter(text -> !text.isBlank())
                                    .map(text -> new FleetNumber(Integer.parseInt(text.strip())));
            return FleetNumberFile.choose(surroundings.state(), wanted);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(
                    ExitCode.USAGE, "fleet number: " + e.getMessage() + "; use 1 to 254", e);
        }
    }

    @Override
    public void detach(LaunchRequest request, LaunchProgress progress) {
        try {
            var running = RunningLauncher.pidOf(surroundings.state());
            if (running.isPresent()) {
                throw new CommandFailure(
                        ExitCode.OPERATOR,
                        "The state folder "
                                + surroundings.state()
                                + " is in use by the launcher with pid "
                                + running.get()
                                + "; end it with 'homeport down', or use another state folder");
            }
            new DetachedProcess(surroundings.state()).start(request, progress);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.OPERATOR, "the launcher cannot be started: " + e.getMessage(), e);
        }
    }

    private static CommandFailure refused(StartRefusedException e) {
        return new CommandFailure(ExitCode.OPERATOR, String.valueOf(e.getMessage()), e);
    }

    /** Tells of processes what a person wants to know: that one is ready, or that one fell. */
    private record Told(LaunchProgress progress) implements FleetProgress {

        @Override
        public void finished(String what, long millis) {
            progress.step(what, millis);
        }

        @Override
        public void note(String sentence) {
            progress.note(sentence);
        }

        @Override
        public void changed(ProcessStatus status) {
            switch (status.state()) {
                case READY -> progress.note(status.name() + " is ready");
                case PAUSING, FAILED, UNRESPONSIVE, HELD, PAUSED ->
                        progress.note(status.name() + ": " + status.problem().orElse("it fell"));
                case STARTING, STOPPING, STOPPED -> {}
            }
        }
    }
}
