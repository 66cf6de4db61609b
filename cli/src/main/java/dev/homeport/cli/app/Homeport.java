package dev.homeport.cli.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.homeport.cli.adapter.chat.FleetChat;
import dev.homeport.cli.adapter.control.FleetControl;
import dev.homeport.cli.adapter.drill.FleetDrills;
import dev.homeport.cli.adapter.drill.KeptHistories;
import dev.homeport.cli.adapter.fleet.FleetProbe;
import dev.homeport.cli.adapter.fleet.LauncherWanControl;
import dev.homeport.cli.adapter.fleet.SiteAdoptions;
import dev.homeport.cli.adapter.json.JsonRenderer;
import dev.homeport.cli.adapter.jvm.BuiltBenchmarks;
import dev.homeport.cli.adapter.jvm.FleetReplay;
import dev.homeport.cli.adapter.load.FleetLoad;
import dev.homeport.cli.adapter.local.LocalRoutes;
import dev.homeport.cli.adapter.yaml.YamlRenderer;
import dev.homeport.cli.bench.AppendCommand;
import dev.homeport.cli.bench.BenchCommand;
import dev.homeport.cli.bench.LeasesCommand;
import dev.homeport.cli.bench.ListCommand;
import dev.homeport.cli.bench.failover.FailoverCommand;
import dev.homeport.cli.chat.ChatCommand;
import dev.homeport.cli.completion.CompletionCommand;
import dev.homeport.cli.down.DownCommand;
import dev.homeport.cli.drill.AbortDrillCommand;
import dev.homeport.cli.drill.DrillCommand;
import dev.homeport.cli.drill.DrillFollower;
import dev.homeport.cli.drill.ListDrillsCommand;
import dev.homeport.cli.drill.ReportDrillCommand;
import dev.homeport.cli.drill.RunDrillCommand;
import dev.homeport.cli.exit.CommandFailure;
import dev.homeport.cli.exit.ExitCode;
import dev.homeport.cli.load.LoadCommand;
import dev.homeport.cli.load.LoadTool;
import dev.homeport.cli.output.Document;
import dev.homeport.cli.output.Format;
import dev.homeport.cli.output.Printer;
import dev.homeport.cli.output.TableRenderer;
import dev.homeport.cli.route.RouteCommand;
import dev.homeport.cli.route.explain.ExplainCommand;
import dev.homeport.cli.simulate.SimulateCommand;
import dev.homeport.cli.status.StatusCommand;
import dev.homeport.cli.topic.ExitCodesCommand;
import dev.homeport.cli.up.UpCommand;
import dev.homeport.cli.wan.ChangeCommand;
import dev.homeport.cli.wan.ShowCommand;
import dev.homeport.cli.wan.WanCommand;
import dev.homeport.local.wan.WanRequest;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * The main of the command line, and the one place where its commands are put together. Answers go
 * to stdout, everything else to stderr, both in UTF-8 whatever the locale says; nothing is coloured
 * and nothing prompts.
 */
public final class Homeport {

    private static final Duration DRILL_WATCH_PAUSE = Duration.ofMillis(500);

    private Homeport() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String... arguments) {
        // Picocli sorts options by their names in lower case, of which Turkish has its own idea.
        Locale.setDefault(Locale.ROOT);
        System.exit(
                run(
                        utf8(FileDescriptor.out),
                        utf8(FileDescriptor.err),
                        System.getenv(),
                        arguments));
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), false, UTF_8);
    }

    /**
     * Runs one command.
     *
     * @param out where answers go
     * @param err where everything else goes
     * @param environment the environment variables
     * @return the exit code
     */
    public static int run(
            PrintStream out,
            PrintStream err,
            Map<String, String> environment,
            String... arguments) {
        var outWriter = new PrintWriter(out, true, UTF_8);
        var errWriter = new PrintWriter(err, true, UTF_8);
        var surroundings = Surroundings.of(environment);
        int code;
        try (var fleet = new FleetControl(surroundings.state(), FleetControl.USUAL_PATIENCE);
                var glance = new FleetControl(surroundings.state(), FleetProbe.CONTROL_BOUND)) {
            code =
                    commands(
                                    new Printer(out, renderers()),
                                    surroundings,
                                    fleet,
                                    new FleetProbe(surroundings.state(), glance::sites),
                                    environment)
                            .setOut(outWriter)
                            .setErr(errWriter)
                            .execute(arguments);
        }
        outWriter.flush();
        errWriter.flush();
        if (out.checkError()) {
            // The reader of the pipe has gone, or the disk is full: what was said is not all said.
            return ExitCode.OPERATOR.number();
        }
        return code;
    }

    private static Map<Format, Function<Document, String>> renderers() {
        return Map.of(
                Format.table, TableRenderer::render,
                Format.json, JsonRenderer::render,
                Format.yaml, YamlRenderer::render);
    }

    private static CommandLine commands(
            Printer printer,
            Surroundings surroundings,
            FleetControl fleet,
            FleetProbe probe,
            Map<String, String> environment) {
        var sources = new FleetRoutes(surroundings.state());
        var route =
                new CommandLine(new RouteCommand())
                        .addSubcommand(new ExplainCommand(sources, printer, environment));
        var control = new LauncherWanControl(surroundings.state());
        var wan =
                new CommandLine(new WanCommand()).addSubcommand(new ShowCommand(control, printer));
        for (var action : WanRequest.Action.values()) {
            wan.addSubcommand(
                    action.name().toLowerCase(Locale.ROOT),
                    new ChangeCommand(action, control, printer));
        }
        var bench =
                new CommandLine(new BenchCommand())
                        .addSubcommand(
                                new AppendCommand(
                                        BuiltBenchmarks.built(surroundings.root()), printer))
                        .addSubcommand(
                                new LeasesCommand(
                                        BuiltBenchmarks.built(surroundings.root()),
                                        surroundings.state(),
                                        printer))
                        .addSubcommand(failover(surroundings, environment, printer))
                        .addSubcommand(new ListCommand(printer));
        var operator =
                new OperatorCommands(
                        fleet,
                        new SiteAdoptions(surroundings.state()),
                        printer,
                        Homeport::ask,
                        terminal().isPresent(),
                        System::nanoTime);
        var root =
                new CommandLine(new HomeportCommand())
                        .addSubcommand(
                                new UpCommand(
                                        new LocalLauncher(surroundings, environment),
                                        printer,
                                        environment.containsKey(DetachedProcess.REPORT_VARIABLE)))
                        .addSubcommand(
                                new DownCommand(
                                        new LocalEnder(surroundings.state()),
                                        printer,
                                        Homeport::ask))
                        .addSubcommand(new StatusCommand(probe, printer, terminal().isPresent()))
                        .addSubcommand(operator.site())
                        .addSubcommand(operator.move())
                        .addSubcommand(drill(surroundings, environment, printer))
                        .addSubcommand(wan)
                        .addSubcommand(route)
                        .addSubcommand(
                                new ChatCommand(
                                        new FleetChat(System.in, InstantSource.system()),
                                        printer,
                                        surroundings.state()))
                        .addSubcommand(new LoadCommand(load(), printer, surroundings.state()))
                        .addSubcommand(
                                new SimulateCommand(
                                        FleetReplay.built(surroundings.root()),
                                        printer,
                                        InstantSource.system()))
                        .addSubcommand(bench)
                        .addSubcommand(new CompletionCommand(printer))
                        .addSubcommand(new ExitCodesCommand(printer));
        withHelp(root);
        return root.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setCaseInsensitiveEnumValuesAllowed(false)
                .setExecutionExceptionHandler(Homeport::failed)
                .setParameterExceptionHandler(Homeport::misused);
    }

    private static CommandLine drill(
            Surroundings surroundings, Map<String, String> environment, Printer printer) {
        var drills = new FleetDrills(surroundings.state());
        var follower = new DrillFollower(drills, DRILL_WATCH_PAUSE, System::nanoTime);
        return new CommandLine(new DrillCommand())
                .addSubcommand(new ListDrillsCommand(drills, printer))
                .addSubcommand(
                        new RunDrillCommand(
                                drills,
                                follower,
                                printer,
                                Homeport::ask,
                                InstantSource.system(),
                                environment.getOrDefault("USER", "somebody")))
                .addSubcommand(new AbortDrillCommand(drills, follower, printer))
                .addSubcommand(new ReportDrillCommand(drills, printer));
    }

    private static FailoverCommand failover(
            Surroundings surroundings, Map<String, String> environment, Printer printer) {
        var drills = new FleetDrills(surroundings.state());
        return new FailoverCommand(
                drills,
                new DrillFollower(drills, DRILL_WATCH_PAUSE, System::nanoTime),
                new KeptHistories(),
                printer,
                InstantSource.system(),
                environment.getOrDefault("USER", "somebody"));
    }

    private static LoadTool load() {
        return new FleetLoad(LocalRoutes.shipped().database(), InstantSource.system());
    }

    private static Optional<Console> terminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal);
    }

    private static Optional<String> ask(String question) {
        return terminal().map(console -> console.readLine("%s", question));
    }

    private static void withHelp(CommandLine command) {
        if (!(command.getCommand() instanceof CommandLine.HelpCommand)) {
            command.getCommandSpec()
                    .mixinStandardHelpOptions(true)
                    .versionProvider(new InstalledVersion());
        }
        command.getSubcommands().values().forEach(Homeport::withHelp);
    }

    private static int failed(
            Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        if (failure instanceof CommandFailure expected) {
            complain(command, String.valueOf(expected.getMessage()));
            return expected.code().number();
        }
        complain(command, "this is a defect, please report it: " + failure);
        failure.printStackTrace(command.getErr());
        return ExitCode.DEFECT.number();
    }

    private static int misused(CommandLine.ParameterException misuse, String... arguments) {
        var command = misuse.getCommandLine();
        complain(command, String.valueOf(misuse.getMessage()));
        var name = command.getCommandSpec().qualifiedName();
        command.getErr().print("'" + name + " --help' tells more.\n");
        command.getErr().flush();
        return ExitCode.USAGE.number();
    }

    private static void complain(CommandLine command, String message) {
        command.getErr().print("homeport: " + message + "\n");
        command.getErr().flush();
    }
}
