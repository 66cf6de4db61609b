package dev.homeport.local.adapter.http;

import dev.homeport.local.process.FleetHands;
import java.io.IOException;
import java.util.List;

/** The processes of a fleet, as they are shown and acted upon. Thread-safe. */
public record ProcessRoute(FleetHands hands) implements ControlRoute {

    @Override
    public String show() {
        return ProcessJson.ofProcesses(hands.status());
    }

    @Override
    public String change(String json) throws IOException {
        var request = ProcessJson.request(json);
        var names =
                request.site()
                        .map(hands::namesOf)
                        .or(() -> request.name().map(List::of))
                        .orElseThrow();
        IOException problem = null;
        // What can be done is done: half of a site is no better for being a whole failure.
        for (var name : names) {
            try {
                hands.act(request.action(), name);
            } catch (IOException e) {
                if (problem == null) {
                    problem = e;
                } else {
                    problem.addSuppressed(e);
                }
            }
        }
        if (problem != null) {
            throw problem;
        }
        return show();
    }
}
