package dev.homeport.dcnode.app;

import dev.homeport.dcnode.home.adapter.os.SystemClocks;
import dev.homeport.dcnode.link.Links;
import dev.homeport.dcnode.link.adapter.file.LinkJournal;
import dev.homeport.dcnode.link.adapter.grpc.LinkCalls;
import dev.homeport.dcnode.link.adapter.grpc.LinkLimits;
import dev.homeport.dcnode.link.pull.LinkStatus;
import dev.homeport.dcnode.link.pull.PullOrigin;
import dev.homeport.process.app.Configuration;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The links of a site, with what they need, wired together. Close once. */
final class SiteLinks implements AutoCloseable {

    private final LinkCalls calls;
    private final AutoCloseable journal;
    private final Links links;

    SiteLinks(
            SiteConfig config,
            SiteRules rules,
            LogNode node,
            Consumer<Throwable> failed,
            Consumer<String> log)
            throws Configuration.InvalidException, IOException {
        var peers = config.values().peers("peers.node-rpc");
        var made = PullOrigin.usual(config.site(), peers.keySet(), new SecureRandom().nextLong());
        calls = new LinkCalls(peers, config.tls(), config.fleet(), LinkLimits.USUAL);
        var steps =
                LinkJournal.begin(
                        config.store().resolve("link-journal"),
                        made,
                        LinkJournal.USUAL_BOUND_BYTES,
                        log);
        journal = steps;
        links =
                new Links(
                        made,
                        rules.move(),
                        node.queue(),
                        node.work()::mirror,
                        node::pauses,
                        calls,
                        new SystemClocks(),
                        steps,
                        new SharedChance(),
                        log,
                        failed);
        links.start();
    }

    /** How each link is doing. */
    List<LinkStatus> status() {
        return links.status();
    }

    JsonArray toJson() {
        var all = new JsonArray();
        links.status().forEach(link -> all.add(toJson(link)));
        return all;
    }

    private static JsonObject toJson(LinkStatus link) {
        return new JsonObject()
                .put("origin", link.origin().name())
                .put("state", link.state().name())
                .put("via", link.via().map(site -> site.name()).orElse(null))
                .put("lagEntries", number(link.lagEntries()))
                .put("lagBytes", number(link.lagBytes()))
                .put("oldestUnshippedMillis", number(link.oldestUnshippedMillis()))
                .put("lastHeardMillis", number(link.lastHeardMillis()))
                .put("detail", link.detail());
    }

    private static @Nullable Long number(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }

    @Override
    public void close() throws Exception {
        links.close();
        calls.close();
        journal.close();
    }
}
