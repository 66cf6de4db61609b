package dev.homeport.benchmarks.adapter.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.homeport.benchmarks.leases.LeaseReport;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The report on leases as JSON, in the form of docs/reference/bench.md. Stateless. */
public final class LeaseReportJson {

    private static final BigDecimal HOUR_NANOS = BigDecimal.valueOf(TimeUnit.HOURS.toNanos(1));
    private static final int DIGITS = 3;

    private LeaseReportJson() {}

    /** The report and the end of its line. */
    public static String render(LeaseReport report) {
        return ReportJson.object(json -> {
            json.writeStringField("name", "leases");
            json.writeObjectFieldStart("leases");
            part(json, report.leases(), "hoursLed", "renewals", "lapses");
            json.writeEndObject();
            json.writeObjectFieldStart("silences");
            part(json, report.silences(), "hoursWatched", "silences", "losses");
            json.writeEndObject();
        });
    }

    private static void part(
            JsonGenerator json, LeaseReport.Part part, String hours, String times, String passed)
            throws IOException {
        json.writeNumberField("journals", part.journals());
        json.writeNumberField(
                hours,
                BigDecimal.valueOf(part.coveredNanos())
                        .divide(HOUR_NANOS, DIGITS, RoundingMode.HALF_UP));
        json.writeNumberField(times, part.times().size());
        number(json, "p50Millis", part.p50());
        number(json, "p99Millis", part.p99());
        number(json, "longestMillis", part.longest());
        json.writeArrayFieldStart("curve");
        for (var point : part.curve().points()) {
            json.writeStartObject();
            json.writeNumberField("limitMillis", point.limitMillis());
            json.writeNumberField(passed, point.count());
            json.writeFieldName("perHour");
            if (point.perHour().isPresent()) {
                json.writeNumber(point.perHour().get());
            } else {
                json.writeNull();
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void number(JsonGenerator json, String name, Optional<Long> value)
            throws IOException {
        json.writeFieldName(name);
        if (value.isPresent()) {
            json.writeNumber(value.get());
        } else {
            json.writeNull();
        }
    }
}
