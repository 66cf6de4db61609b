package dev.homeport.dcnode.app;

import dev.homeport.dcnode.home.agent.WitnessAgent;
import dev.homeport.vocabulary.SiteId;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** What a witness says of itself to probes and operators. Thread-safe. */
final class WitnessHealth {

    private final Supplier<WitnessAgent.Status> status;

    WitnessHealth(Supplier<WitnessAgent.Status> status) {
        this.status = status;
    }

    /** Trouble that only a restart mends. */
    Optional<String> live() {
        return status.get().running() ? Optional.empty() : Optional.of("the witness has ended");
    }

    /** Why it grants to nobody at the moment. */
    Optional<String> ready() {
        var seen = status.get();
        if (!seen.running()) {
            return live();
        }
        if (seen.refusing().isPresent()) {
            return seen.refusing();
        }
        return seen.granting()
                ? Optional.empty()
                : Optional.of(
                        "the witness has come back ("
                                + seen.state().standing()
                                + ") and does not grant yet");
    }

    /** What operators see of it. */
    JsonObject toJson() {
        var seen = status.get();
        return new JsonObject()
                .put("standing", seen.state().standing().name())
                .put("granting", seen.granting())
                .put("tableVersion", (long) tableVersion(seen))
                .put("leases", seen.state().holdings().size())
                .put("trouble", ready().orElse(null));
    }

    /** Adds its figures. */
    void register(MeterRegistry registry, SiteId site) {
        gauge(registry, site, "granting", seen -> seen.granting() ? 1 : 0);
        gauge(registry, site, "refusing", seen -> seen.refusing().isPresent() ? 1 : 0);
        gauge(registry, site, "table.version", WitnessHealth::tableVersion);
        gauge(registry, site, "leases", seen -> seen.state().holdings().size());
        gauge(registry, site, "store.generation", seen -> seen.state().number().generation());
        gauge(registry, site, "store.count", seen -> seen.state().number().count());
        counter(registry, site, "persisted", WitnessAgent.Status::persisted);
        counter(registry, site, "refused.inputs", WitnessAgent.Status::refusedInputs);
    }

    private static double tableVersion(WitnessAgent.Status seen) {
        var table = seen.state().table();
        return table == null ? 0 : table.version();
    }

    private void gauge(
            MeterRegistry registry,
            SiteId site,
            String name,
            ToDoubleFunction<WitnessAgent.Status> value) {
        Gauge.builder("homeport.witness." + name, status, s -> value.applyAsDouble(s.get()))
                .tag("site", site.name())
                .register(registry);
    }

    private void counter(
            MeterRegistry registry,
            SiteId site,
            String name,
            ToDoubleFunction<WitnessAgent.Status> value) {
        FunctionCounter.builder(
                        "homeport.witness." + name, status, s -> value.applyAsDouble(s.get()))
                .tag("site", site.name())
                .register(registry);
    }
}
