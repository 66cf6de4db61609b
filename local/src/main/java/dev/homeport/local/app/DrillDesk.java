package dev.homeport.local.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.homeport.local.adapter.file.PrivateFiles;
import dev.homeport.local.adapter.http.ControlRoute;
import dev.homeport.local.adapter.os.Supervisor;
import dev.homeport.local.plan.ProgramCommands;
import dev.homeport.local.process.ProcessDefinition;
import dev.homeport.local.process.Readiness;
import dev.homeport.local.process.RestartPolicy;
import dev.homeport.vocabulary.Quoted;
import dev.homeport.vocabulary.SiteId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Begins drills: writes what is wanted into a folder of the drill's own and starts the process that
 * leads it, one at a time. That process ends with 0 when it has undone everything and reported;
 * otherwise it is started again, and then undoes what it finds recorded. Thread-safe.
 */
final class DrillDesk implements ControlRoute {

    static final String PATH = "/drills";

    private static final String LEADER = "drill-1";
    private static final String ORDER = "order.json";
    private static final String REPORT = "report.json";
    private static final int ID_BYTES = 6;
    private static final Duration STOP_BOUND = Duration.ofSeconds(10);

    /** Before everything else: a drill whose fleet ends under it has nothing left to do. */
    private static final int STOP_ORDER = -1;

    /** It has restored everything, or it can never run. */
    private static final Set<Integer> FINAL_EXIT_CODES = Set.of(0, 78);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path stateFolder;
    private final List<SiteId> sites;
    private final Supervisor supervisor;
    private final ProgramCommands commands;
    private final SecureRandom chance;

    DrillDesk(
            Path stateFolder,
            List<SiteId> sites,
            Supervisor supervisor,
            ProgramCommands commands,
            SecureRandom chance) {
        this.stateFolder = stateFolder;
        this.sites = List.copyOf(sites);
        this.supervisor = supervisor;
        this.commands = commands;
        this.chance = chance;
    }

    @Override
    public String show() {
        var root = JSON.createObjectNode().put("running", supervisor.isKept(LEADER));
        var unfinished = root.putArray("unfinished");
        unfinished().forEach(unfinished::add);
        return root.toString();
    }

    @Override
    public synchronized String change(String json) throws IOException {
        var order = tree(json);
        var unfinished = unfinished();
        if (order.path("recover").isTextual()) {
            var id = order.path("recover").asText();
            if (!unfinished.contains(id)) {
                throw new IllegalStateException(
                        "drill: " + Quoted.of(id) + " has ended, or never was");
            }
            if (!supervisor.isKept(LEADER)) {
                lead(id);
            }
            return ofId(id);
        }
        if (supervisor.isKept(LEADER) || !unfinished.isEmpty()) {
            var id = unfinished.isEmpty() ? "another" : unfinished.getFirst();
            throw new IllegalStateException(
                    "drill "
                            + id
                            + " has not ended, and there is one at a time; wait for its report, or"
                            + " end it by 'homeport drill abort'");
        }
        check(order);
        var id = "d-" + HexFormat.of().formatHex(drawn());
        PrivateFiles.createFolder(folder(id));
        PrivateFiles.write(folder(id).resolve(ORDER), json);
        lead(id);
        return ofId(id);
    }

    /** What no leader could make anything of must not stand in the way of the next drill. */
    private void check(JsonNode order) {
        if (!order.path("kind").isTextual()) {
            throw new IllegalArgumentException("kind: it is missing; name a drill");
        }
        var site = order.path("site");
        if (!site.isMissingNode()
                && sites.stream().noneMatch(each -> each.name().equals(site.asText()))) {
            throw new IllegalStateException(
                    "site: there is none called "
                            + Quoted.of(site.asText())
                            + "; use one of "
                            + sites);
        }
    }

    /**
     * Has the drills undone that an earlier launcher has left unfinished.
     *
     * @return their ids
     */
    synchronized List<String> recover() {
        var unfinished = unfinished();
        if (!unfinished.isEmpty()) {
            lead(unfinished.getFirst());
        }
        return unfinished;
    }

    private void lead(String id) {
        var command =
                commands.drillLeader(stateFolder, id)
                        .orElseThrow(() ->
                                new IllegalStateException(
                                        "drill: this fleet has no program that leads one"));
        supervisor.start(
                new ProcessDefinition(
                        LEADER,
                        command,
                        folder(id),
                        Map.of(),
                        folder(id).resolve("leader.log"),
                        new Readiness.Passes(() -> {}, STOP_BOUND),
                        RestartPolicy.USUAL.givingUpAfter(FINAL_EXIT_CODES),
                        STOP_BOUND,
                        STOP_ORDER));
    }

    private Path folder(String id) {
        return stateFolder.resolve("drills").resolve(id);
    }

    private List<String> unfinished() {
        var all = stateFolder.resolve("drills");
        if (!Files.isDirectory(all)) {
            return List.of();
        }
        try (var folders = Files.list(all)) {
            return folders.filter(each -> Files.exists(each.resolve(ORDER)))
                    .filter(each -> !Files.exists(each.resolve(REPORT)))
                    .map(each -> each.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] drawn() {
        var bytes = new byte[ID_BYTES];
        chance.nextBytes(bytes);
        return bytes;
    }

    private static String ofId(String id) {
        return JSON.createObjectNode().put("id", id).toString();
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "request: " + Quoted.of(json) + " is not JSON; send one JSON object", e);
        }
    }
}
