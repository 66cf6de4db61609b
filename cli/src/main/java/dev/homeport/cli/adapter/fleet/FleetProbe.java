package dev.homeport.cli.adapter.fleet;

import dev.homeport.cli.adapter.json.JsonReader;
import dev.homeport.cli.exit.CommandFailure;
import dev.homeport.cli.exit.ExitCode;
import dev.homeport.cli.output.Document;
import dev.homeport.cli.status.FleetLook;
import dev.homeport.cli.status.FleetWatch;
import dev.homeport.cli.status.ProcessLook;
import dev.homeport.cli.wan.WanDocument;
import dev.homeport.client.control.SitesLook;
import dev.homeport.local.adapter.json.FleetContactsFile;
import dev.homeport.local.adapter.os.RunningLauncher;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks every process of the fleet at once for {@code /health/ready} and {@code /status}, and the
 * control plane for what it sees of the sites. Thread-safe.
 *
 * @param stateFolder the fleet's state folder
 * @param control asks the control plane, for {@link #CONTROL_BOUND} at most
 */
public record FleetProbe(Path stateFolder, Supplier<SitesLook> control) implements FleetWatch {

    /** Longer than a replica of the control plane waits for sites that are away. */
    public static final Duration CONTROL_BOUND = Duration.ofSeconds(4);

    private static final Duration BOUND = Duration.ofSeconds(2);
    private static final int OK = 200;

    @Override
    public FleetLook look() {
        try (var http = HttpClient.newBuilder().connectTimeout(BOUND).build()) {
            var contacts = FleetContactsFile.read(stateFolder).orElseThrow(this::noFleet);
            var asked = new ArrayList<Map.Entry<String, List<CompletableFuture<ProcessLook>>>>();
            contacts.sites()
                    .forEach((site, at) ->
                            asked.add(Map.entry(site.name(), ask(http, at.management()))));
            var outside = ask(http, contacts.outside());
            var seen = CompletableFuture.supplyAsync(this::seen, Thread::startVirtualThread);
            var sites =
                    asked.stream()
                            .map(each -> new FleetLook.Site(each.getKey(), await(each.getValue())))
                            .toList();
            return new FleetLook(
                    contacts.fleet().toString(),
                    RunningLauncher.pidOf(stateFolder),
                    sites,
                    await(outside),
                    sites.stream().allMatch(FleetProbe::isAway) ? Optional.empty() : seen.join(),
                    network());
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.OPERATOR, String.valueOf(e.getMessage()), e);
        }
    }

    /** Nobody is waited for who cannot answer. */
    private static boolean isAway(FleetLook.Site site) {
        return site.processes().stream()
                .allMatch(process -> process.state() == ProcessLook.State.UNREACHABLE);
    }

    /** Nothing from a control plane that is away: what its processes say tells that. */
    private Optional<SitesLook> seen() {
        try {
            return Optional.of(control.get());
        } catch (CommandFailure e) {
            return Optional.empty();
        }
    }

    private Optional<List<Document>> network() {
        try {
            return Optional.of(
                    new LauncherWanControl(stateFolder)
                            .show().stream().map(WanDocument::link).toList());
        } catch (CommandFailure e) {
            return Optional.empty();
        }
    }

    private static List<ProcessLook> await(List<CompletableFuture<ProcessLook>> asked) {
        return asked.stream().map(CompletableFuture::join).toList();
    }

    private static List<CompletableFuture<ProcessLook>> ask(
            HttpClient http, Map<String, URI> processes) {
        var asked = new ArrayList<CompletableFuture<ProcessLook>>();
        processes.forEach((name, at) -> asked.add(ask(http, name, at)));
        return asked;
    }

    private static CompletableFuture<ProcessLook> ask(HttpClient http, String name, URI at) {
        var status =
                get(http, at.resolve("/status"))
                        .thenApply(
                                answer -> answer.statusCode() == OK ? read(answer) : Document.EMPTY)
                        .exceptionally(failure -> Document.EMPTY);
        return get(http, at.resolve("/health/ready"))
                .handle((answer, failure) -> state(name, answer, failure))
                .thenCombine(
                        status,
                        (look, said) ->
                                new ProcessLook(look.name(), look.state(), look.detail(), said));
    }

    private static ProcessLook state(
            String name, @Nullable HttpResponse<String> answer, @Nullable Throwable failure) {
        if (answer == null) {
            var cause =
                    failure == null || failure.getCause() == null ? failure : failure.getCause();
            return new ProcessLook(
                    name,
                    ProcessLook.State.UNREACHABLE,
                    Optional.of("it does not answer (" + cause + ")"),
                    Document.EMPTY);
        }
        return answer.statusCode() == OK
                ? new ProcessLook(name, ProcessLook.State.READY, Optional.empty(), Document.EMPTY)
                : new ProcessLook(
                        name,
                        ProcessLook.State.NOT_READY,
                        Optional.of("it is not ready: " + firstLine(answer.body())),
                        Document.EMPTY);
    }

    private static String firstLine(String body) {
        return body.lines().findFirst().orElse("");
    }

    private static Document read(HttpResponse<String> answer) {
        try {
            return JsonReader.read(answer.body());
        } catch (IOException e) {
            return Document.EMPTY;
        }
    }

    private static CompletableFuture<HttpResponse<String>> get(HttpClient http, URI uri) {
        return http.sendAsync(
                HttpRequest.newBuilder(uri).timeout(BOUND).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private CommandFailure noFleet() {
        return new CommandFailure(
                ExitCode.LATER,
                "there is no fleet under " + stateFolder + "; start one with 'homeport up'");
    }
}
