package dev.homeport.cli.adapter.fleet;

import dev.homeport.cli.adapter.json.JsonReader;
import dev.homeport.cli.exit.CommandFailure;
import dev.homeport.cli.exit.ExitCode;
import dev.homeport.cli.output.Document;
import dev.homeport.cli.site.AdoptedSource;
import dev.homeport.local.adapter.json.FleetContactsFile;
import dev.homeport.vocabulary.SiteId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Asks the full node of a site. Thread-safe.
 *
 * @param stateFolder the fleet's state folder
 */
public record SiteAdoptions(Path stateFolder) implements AdoptedSource {

    private static final Duration BOUND = Duration.ofSeconds(10);
    private static final String FULL = "-full-";

    @Override
    public Document page(SiteId site, long after, int limit) {
        try (var http = HttpClient.newBuilder().connectTimeout(BOUND).build()) {
            var uri = fullNode(site).resolve("/adopted?after=" + after + "&limit=" + limit);
            var answer =
                    http.send(
                            HttpRequest.newBuilder(uri).timeout(BOUND).build(),
                            HttpResponse.BodyHandlers.ofString());
            var said = JsonReader.read(answer.body());
            return switch (answer.statusCode()) {
                case 200 -> said;
                case 400 ->
                        throw new CommandFailure(ExitCode.USAGE, said.text("reason").orElse(""));
                default ->
                        throw new CommandFailure(
                                ExitCode.LATER,
                                site + " cannot tell now: " + said.text("reason").orElse("?"));
            };
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.LATER, "the full node of " + site + " does not answer (" + e + ")", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.LATER, "interrupted", e);
        }
    }

    private URI fullNode(SiteId site) throws IOException {
        var contacts =
                FleetContactsFile.read(stateFolder)
                        .orElseThrow(() ->
                                new CommandFailure(
                                        ExitCode.OPERATOR,
                                        FleetContactsFile.in(stateFolder)
                                                + " is not there; start a fleet by ./homeport up"));
        var there = contacts.sites().get(site);
        if (there == null) {
            throw new CommandFailure(
                    ExitCode.REFUSED,
                    "site: there is none called "
                            + site
                            + "; use one of "
                            + contacts.sites().keySet());
        }
        return there.management().entrySet().stream()
                .filter(process -> process.getKey().contains(FULL))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() ->
                        new CommandFailure(ExitCode.LATER, site + " has no full node to ask"));
    }
}
