package dev.homeport.drills.adapter.json;

import dev.homeport.client.adapter.json.JsonText;
import dev.homeport.client.load.LoadTimes.Quantiles;
import dev.homeport.drills.report.DrillReport;
import dev.homeport.drills.run.Lap;
import dev.homeport.drills.verdict.Bin;
import dev.homeport.drills.verdict.Figures;
import dev.homeport.drills.verdict.Lag;
import dev.homeport.drills.verdict.TakeoverFigures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A report as JSON. What a drill has no value for is not there; a zero was measured. Stateless. */
public final class ReportJson {

    /** Names this form of a report. */
    public static final String SCHEMA = "homeport/drill-report/0";

    /** The order in which people look for them. */
    private static final List<String> FIRST_FAULTS =
            List.of("lost", "duplicated", "reordered", "doubleHomed", "stranded", "adopted");

    private ReportJson() {}

    /** Writes a report. */
    public static String write(DrillReport report) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("schema", SCHEMA);
        fields.put("id", report.id());
        fields.put("kind", report.order().kind().word());
        report.order().site().ifPresent(site -> fields.put("site", site.name()));
        fields.put("verdict", report.end().word());
        fields.put("reasons", report.reasons());
        fields.put("by", report.order().by());
        fields.put("askedMillis", report.order().askedMillis());
        report.figures().ifPresent(figures -> put(fields, figures));
        var begin = report.laps().isEmpty() ? 0 : report.laps().getFirst().fromNanos();
        if (!report.laps().isEmpty()) {
            // By the clock of the histories, so that these can be laid beside the phases.
            fields.put("beganNanos", begin);
        }
        fields.put("phases", report.laps().stream().map(lap -> phase(lap, begin)).toList());
        report.figures()
                .ifPresent(figures ->
                        fields.put(
                                "perSecond",
                                figures.bins().stream().map(ReportJson::second).toList()));
        report.figures()
                .ifPresent(figures ->
                        fields.put("lag", figures.lags().stream().map(ReportJson::lag).toList()));
        report.history().ifPresent(file -> fields.put("history", file));
        fields.put("machine", new TreeMap<>(report.machine()));
        fields.put("settings", new TreeMap<>(report.settings()));
        return JsonText.write(fields);
    }

    private static void put(Map<String, Object> fields, Figures figures) {
        fields.put("acknowledged", figures.acknowledged());
        fields.put("unknown", figures.unknown());
        fields.put("refused", figures.refused());
        for (var name : FIRST_FAULTS) {
            fields.put(name, figures.faults().getOrDefault(name, 0L));
        }
        figures.takeover()
                .flatMap(takeover -> asOptional(takeover.stranded()))
                .ifPresent(count -> {
                    fields.put("stranded", count);
                    fields.put("strandedAtTheEnd", figures.faults().getOrDefault("stranded", 0L));
                });
        new TreeMap<>(figures.faults()).forEach(fields::putIfAbsent);
        fields.put("unsettled", figures.unsettled());
        fields.put("unreadable", figures.unreadable());
        figures.takeover()
                .map(TakeoverFigures::recovery)
                .orElse(figures.recovery())
                .ifPresent(times -> fields.put("rtoMillis", quantiles(times)));
        figures.takeover().ifPresent(takeover -> put(fields, takeover));
        figures.writePause().ifPresent(times -> fields.put("writePauseMillis", quantiles(times)));
        figures.othersPauseMillis().ifPresent(millis -> fields.put("othersPauseMillis", millis));
        figures.tables().before().ifPresent(at -> fields.put("tableVersionBefore", at));
        figures.tables().after().ifPresent(at -> fields.put("tableVersionAfter", at));
        figures.movesBegun().ifPresent(count -> fields.put("movesBegun", count));
        if (!figures.ownMoves().isEmpty()) {
            var moves = new ArrayList<Map<String, Object>>();
            for (var move : figures.ownMoves()) {
                var one = new LinkedHashMap<String, Object>();
                one.put("kind", move.kind());
                one.put("phase", move.phase());
                move.millis().ifPresent(millis -> one.put("millis", millis));
                moves.add(one);
            }
            fields.put("moves", moves);
        }
        figures.zombieMillis().ifPresent(millis -> fields.put("zombieMillis", millis));
        figures.zombieAcknowledged().ifPresent(count -> fields.put("zombieAcknowledged", count));
    }

    private static void put(Map<String, Object> fields, TakeoverFigures takeover) {
        takeover.detectMillis().ifPresent(millis -> fields.put("detectMillis", millis));
        takeover.tableMillis().ifPresent(millis -> fields.put("tableMillis", millis));
        takeover.leaseMillis().ifPresent(millis -> fields.put("leaseMillis", millis));
        takeover.openMillis().ifPresent(millis -> fields.put("openMillis", millis));
        takeover.reconnectMillis().ifPresent(millis -> fields.put("reconnectMillis", millis));
        fields.put("neverServed", takeover.neverServed());
    }

    private static Optional<Long> asOptional(OptionalLong value) {
        return value.isPresent() ? Optional.of(value.getAsLong()) : Optional.empty();
    }

    private static Map<String, Object> lag(Lag lag) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("t", lag.second());
        fields.put("from", lag.from().name());
        fields.put("to", lag.to().name());
        fields.put("entries", lag.entries());
        return fields;
    }

    private static Map<String, Object> quantiles(Quantiles of) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("p50", of.p50());
        fields.put("p99", of.p99());
        fields.put("max", of.max());
        return fields;
    }

    private static Map<String, Object> phase(Lap lap, long begin) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("name", lap.name());
        fields.put("fromMillis", TimeUnit.NANOSECONDS.toMillis(lap.fromNanos() - begin));
        fields.put("toMillis", TimeUnit.NANOSECONDS.toMillis(lap.toNanos() - begin));
        return fields;
    }

    private static Map<String, Object> second(Bin bin) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("t", bin.second());
        fields.put("site", bin.site().name());
        fields.put("acknowledged", bin.acknowledged());
        fields.put("refused", bin.refused());
        fields.put("unknown", bin.unknown());
        fields.put("counts", bin.counts());
        return fields;
    }
}
