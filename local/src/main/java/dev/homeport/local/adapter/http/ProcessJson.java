package dev.homeport.local.adapter.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.homeport.local.process.ProcessAction;
import dev.homeport.local.process.ProcessRequest;
import dev.homeport.local.process.ProcessStatus;
import dev.homeport.vocabulary.Quoted;
import dev.homeport.vocabulary.SiteId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The JSON of what is done to processes. Stateless.
 *
 * <p>Shown: {@code {"processes":[{"name","state","pid","ends","problem"}]}}, without pid and
 * problem where there is none. Asked: {@code {"action","site"}} or {@code {"action","name"}}.
 */
final class ProcessJson {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> REQUEST_FIELDS = Set.of("action", "site", "name");

    private ProcessJson() {}

    static String ofProcesses(List<ProcessStatus> processes) {
        var root = JSON.createObjectNode();
        var array = root.putArray("processes");
        for (var process : processes) {
            var into =
                    array.addObject()
                            .put("name", process.name())
                            .put("state", label(process.state()))
                            .put("ends", process.ends());
            process.pid().ifPresent(pid -> into.put("pid", pid));
            process.problem().ifPresent(problem -> into.put("problem", problem));
        }
        return root.toString();
    }

    static List<ProcessStatus> processes(String json) {
        var processes = new ArrayList<ProcessStatus>();
        for (var process : tree(json).path("processes")) {
            processes.add(
                    new ProcessStatus(
                            process.path("name").asText(),
                            state(process.path("state").asText()),
                            process.has("pid")
                                    ? OptionalLong.of(process.path("pid").asLong())
                                    : OptionalLong.empty(),
                            process.path("ends").asInt(),
                            text(process, "problem")));
        }
        return processes;
    }

    static String ofRequest(ProcessRequest request) {
        var root = JSON.createObjectNode().put("action", request.action().word());
        request.site().ifPresent(site -> root.put("site", site.name()));
        request.name().ifPresent(name -> root.put("name", name));
        return root.toString();
    }

    /**
     * Reads a request.
     *
     * @throws IllegalArgumentException if it is not one, with a message that names the field
     */
    static ProcessRequest request(String json) {
        var root = tree(json);
        for (var field : (Iterable<String>) root::fieldNames) {
            if (!REQUEST_FIELDS.contains(field)) {
                throw new IllegalArgumentException(
                        "request: "
                                + Quoted.of(field)
                                + " is not a field of it; use "
                                + REQUEST_FIELDS.stream().sorted().toList());
            }
        }
        return new ProcessRequest(
                ProcessAction.of(root.path("action").asText()),
                text(root, "site").map(SiteId::new),
                text(root, "name"));
    }

    private static Optional<String> text(JsonNode node, String field) {
        return node.path(field).isTextual()
                ? Optional.of(node.path(field).asText())
                : Optional.empty();
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "request: " + Quoted.of(json) + " is not JSON; send one JSON object", e);
        }
    }

    private static String label(ProcessStatus.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static ProcessStatus.State state(String text) {
        for (var state : ProcessStatus.State.values()) {
            if (label(state).equals(text)) {
                return state;
            }
        }
        throw new IllegalArgumentException("state: " + Quoted.of(text) + " is unknown");
    }
}
