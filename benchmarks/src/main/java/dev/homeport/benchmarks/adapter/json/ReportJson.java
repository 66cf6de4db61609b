package dev.homeport.benchmarks.adapter.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.homeport.benchmarks.append.AppendPlan;
import dev.homeport.benchmarks.append.AppendReport;
import dev.homeport.benchmarks.append.Machine;
import dev.homeport.benchmarks.append.Measured;
import dev.homeport.benchmarks.measurement.Ratio;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/** Reports as one JSON object on one line, in the form of docs/reference/bench.md. Stateless. */
public final class ReportJson {

    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

    private ReportJson() {}

    /** What a part of an object is written by. */
    interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    /** The report of a run and the end of its line. */
    public static String render(AppendReport report) {
        return object(json -> {
            json.writeStringField("name", "append");
            machine(json, report.machine());
            json.writeArrayFieldStart("results");
            for (var measured : report.results()) {
                measured(json, report, measured);
            }
            json.writeEndArray();
            json.writeObjectFieldStart("ratios");
            for (var peer : report.ratios().entrySet()) {
                ratios(json, peer.getKey(), peer.getValue());
            }
            json.writeEndObject();
            json.writeArrayFieldStart("notes");
            for (var note : report.notes()) {
                json.writeString(note);
            }
            json.writeEndArray();
        });
    }

    /** Why there is no report, and the end of its line. */
    public static String error(String message) {
        return object(json -> json.writeStringField("error", message));
    }

    static String object(Body body) {
        var text = new StringWriter();
        try (var json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            body.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing into memory failed", e);
        }
        return text + "\n";
    }

    private static void machine(JsonGenerator json, Machine machine) throws IOException {
        json.writeObjectFieldStart("machine");
        json.writeNumberField("cores", machine.cores());
        json.writeNumberField("memoryMebibytes", machine.memoryMebibytes());
        json.writeNumberField("heapMebibytes", machine.heapMebibytes());
        json.writeStringField("system", machine.system());
        json.writeStringField("architecture", machine.architecture());
        json.writeStringField("jdk", machine.jdk());
        json.writeStringField("fileSystem", machine.fileSystem());
        json.writeStringField("disk", machine.disk().orElse(null));
        json.writeEndObject();
    }

    private static void measured(JsonGenerator json, AppendReport report, Measured measured)
            throws IOException {
        var summary = measured.summary();
        json.writeStartObject();
        json.writeStringField("system", measured.system().name());
        settings(json, report.plan(), measured);
        json.writeNumberField("acknowledged", summary.acknowledged());
        json.writeNumberField("failed", summary.failed());
        json.writeNumberField("perSecond", summary.perSecond());
        json.writeNumberField("p50Millis", summary.p50Millis());
        json.writeNumberField("p99Millis", summary.p99Millis());
        json.writeNumberField("maxMillis", summary.maxMillis());
        json.writeBooleanField("durableBeforeAck", report.isDurableBeforeAcknowledged(measured));
        json.writeArrayFieldStart("perSecondOfRounds");
        for (var perSecond : summary.perSecondOfRounds()) {
            json.writeNumber(perSecond);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void settings(JsonGenerator json, AppendPlan plan, Measured measured)
            throws IOException {
        var system = measured.system();
        json.writeObjectFieldStart("settings");
        json.writeStringField("version", system.version());
        json.writeNumberField("inFlight", measured.inFlight());
        json.writeNumberField("entryBytes", AppendPlan.ENTRY_BYTES);
        json.writeNumberField("replicas", AppendPlan.REPLICAS);
        json.writeNumberField("rounds", plan.rounds());
        json.writeNumberField("secondsPerRound", plan.seconds());
        json.writeStringField("transport", system.transport());
        json.writeStringField("acknowledges", system.acknowledges());
        json.writeStringField("syncing", system.syncing());
        json.writeEndObject();
    }

    private static void ratios(JsonGenerator json, String peer, Map<Integer, Ratio> ratios)
            throws IOException {
        json.writeArrayFieldStart(peer);
        for (var at : ratios.entrySet()) {
            json.writeStartObject();
            json.writeNumberField("inFlight", at.getKey());
            quotient(json, "perSecond", at.getValue().perSecond());
            quotient(json, "p50Millis", at.getValue().p50());
            quotient(json, "p99Millis", at.getValue().p99());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void quotient(JsonGenerator json, String name, Optional<BigDecimal> quotient)
            throws IOException {
        json.writeFieldName(name);
        if (quotient.isPresent()) {
            json.writeNumber(quotient.get());
        } else {
            json.writeNull();
        }
    }
}
