package dev.homeport.cli.route.explain;

import dev.homeport.cli.exit.CommandFailure;
import dev.homeport.cli.exit.ExitCode;
import dev.homeport.cli.output.Document;
import dev.homeport.cli.output.Format;
import dev.homeport.cli.output.Printer;
import dev.homeport.regionrouter.address.InvalidInput;
import dev.homeport.regionrouter.route.RouteAnswer;
import dev.homeport.regionrouter.route.RouteDecision;
import dev.homeport.regionrouter.route.Subject;
import dev.homeport.vocabulary.Quoted;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code homeport route explain}. Asks the server that is named, else the router of the fleet that
 * runs here; without either, an address is answered from the shipped rules and database, which know
 * of no site that is evacuated, and an account and a handle cannot be answered for.
 */
@Command(
        name = "explain",
        description = {
            "Tells which site is home of a subject, and why.",
            "",
            "The server that is named is asked, else the router of the fleet that runs here."
                + " Without either an address is answered from the shipped rules and database; an"
                + " account needs a server with a routing table, a handle one that also reaches the"
                + " account id coordinator. The answer says who gave it.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  homeport route explain --ip 2001:4860:4860::8888",
            "  homeport route explain --account 4000 --server https://router.example -o json"
        })
public final class ExplainCommand implements Runnable {

    private static final String SERVER_VARIABLE = "HOMEPORT_SERVER";
    private static final String AUTHORITY_VARIABLE = "HOMEPORT_CA";
    private static final String DATABASE_VARIABLE = "HOMEPORT_GEO_DATABASE";

    private final RouteSources sources;
    private final Printer printer;
    private final Map<String, String> environment;

    @ArgGroup(multiplicity = "1")
    private @Nullable Asked asked;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "How to print the answer: ${COMPLETION-CANDIDATES}.")
    private Format format = Format.table;

    @Option(
            names = "--server",
            paramLabel = "URL",
            description =
                    "The server to ask; else HOMEPORT_SERVER, else the router of the fleet that"
                            + " runs here.")
    private @Nullable String server;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "PEM of the authority that the server is signed by; else HOMEPORT_CA.")
    private @Nullable Path authority;

    @Option(
            names = "--geo-database",
            paramLabel = "FILE",
            description =
                    "Answer from this country database and the shipped rules, also when a fleet"
                            + " runs here; else HOMEPORT_GEO_DATABASE.")
    private @Nullable Path database;

    /** What is asked for: exactly one of these. */
    static final class Asked {
        @Option(names = "--ip", paramLabel = "A", required = true, description = "An IP address.")
        @Nullable String ip;

        @Option(
                names = "--account",
                paramLabel = "N",
                required = true,
                description = "An account id.")
        @Nullable String account;

        @Option(names = "--handle", paramLabel = "H", required = true, description = "A handle.")
        @Nullable String handle;
    }

    /** Makes the command. */
    public ExplainCommand(RouteSources sources, Printer printer, Map<String, String> environment) {
        this.sources = sources;
        this.printer = printer;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public void run() {
        var subject = subject();
        var source = source(subject);
        switch (source.answer(subject)) {
            case RouteAnswer.Decided(var decision) ->
                    printer.print(document(decision, source), format);
            case RouteAnswer.Refused refused ->
                    throw new CommandFailure(ExitCode.of(refused.code()), refused.problem());
        }
    }

    private Subject subject() {
        var one = Objects.requireNonNull(asked);
        try {
            if (one.ip != null) {
                return Subject.ip(one.ip);
            }
            return one.account != null
                    ? Subject.account(one.account)
                    : Subject.handle(Objects.requireNonNull(one.handle));
        } catch (InvalidInput e) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private RouteSource source(Subject subject) {
        var named = Optional.ofNullable(server).or(() -> variable(SERVER_VARIABLE));
        if (named.isPresent()) {
            return sources.at(address(named.get()), path(authority, AUTHORITY_VARIABLE));
        }
        return switch (subject) {
            case Subject.Address here -> ofAddress(path(database, DATABASE_VARIABLE));
            case Subject.Account there -> ofLocalFleet("a server that has a routing table");
            case Subject.OfHandle there ->
                    ofLocalFleet(
                            "a server that has a routing table and reaches the account id"
                                    + " coordinator");
        };
    }

    /** Only the router of a fleet knows which site stands in for one that takes no newcomers. */
    private RouteSource ofAddress(Optional<Path> ownDatabase) {
        return ownDatabase.isPresent()
                ? sources.here(ownDatabase)
                : sources.ofRunningFleet().orElseGet(() -> sources.here(Optional.empty()));
    }

    private RouteSource ofLocalFleet(String which) {
        return sources.ofLocalFleet().orElseThrow(() -> needsServer(which));
    }

    private static CommandFailure needsServer(String which) {
        return new CommandFailure(
                ExitCode.NEEDS_SERVER,
                "this needs "
                        + which
                        + "; name one by --server URL or "
                        + SERVER_VARIABLE
                        + ", or start a fleet by ./homeport up");
    }

    private static URI address(String text) {
        try {
            var address = URI.create(text);
            if (address.getHost() != null
                    && ("https".equals(address.getScheme())
                            || "http".equals(address.getScheme()))) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            throw notAnAddress(text, e);
        }
        throw notAnAddress(text, null);
    }

    private static CommandFailure notAnAddress(String text, @Nullable Throwable cause) {
        return new CommandFailure(
                ExitCode.USAGE,
                "server: " + Quoted.of(text) + " is no address; use https://HOST[:PORT]",
                cause);
    }

    private Optional<Path> path(@Nullable Path option, String variable) {
        return Optional.ofNullable(option).or(() -> variable(variable).map(Path::of));
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    private static Document document(RouteDecision decision, RouteSource source) {
        return Document.of("subject", decision.subject())
                .and("country", decision.country())
                .and("rule", decision.rule())
                .and("home", decision.home())
                .and("epoch", decision.epoch())
                .and("tableVersion", decision.tableVersion())
                .and("reason", decision.reason())
                .and("answeredBy", source.name())
                .build();
    }
}
