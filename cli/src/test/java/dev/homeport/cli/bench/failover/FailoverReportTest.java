package dev.homeport.cli.bench.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.cli.output.Document;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailoverReportTest {

    private static final String LOSS = "site-loss";
    private static final String EVACUATION = "evacuation";

    private static Document quantiles(long p50, long p99) {
        return Document.builder().and("p50", p50).and("p99", p99).and("max", p99 + 1).build();
    }

    private static DrillRun loss(String verdict, long p50, long p99, long detect) {
        return new DrillRun(
                LOSS,
                false,
                "d-" + p50,
                Document.of("verdict", verdict)
                        .and("reasons", List.of("because"))
                        .and("lost", 0L)
                        .and("duplicated", 0L)
                        .and("rtoMillis", quantiles(p50, p99))
                        .and("detectMillis", detect)
                        .and("tableMillis", detect)
                        .and(
                                "settings",
                                Document.builder().and("isolationBudgetMillis", 5_000L).build())
                        .build(),
                List.of());
    }

    private static DrillRun evacuation(String verdict, long p99, long lost) {
        return evacuation(false, verdict, p99, lost);
    }

    private static DrillRun evacuation(boolean warmsUp, String verdict, long p99, long lost) {
        return new DrillRun(
                EVACUATION,
                warmsUp,
                "d-e",
                Document.of("verdict", verdict)
                        .and("lost", lost)
                        .and("duplicated", 0L)
                        .and("writePauseMillis", quantiles(100, p99))
                        .build(),
                List.of(new OtherUsers.Pair(10, 15), new OtherUsers.Pair(20, 22)));
    }

    private static FailoverReport report(DrillRun... runs) {
        var kinds = List.of(runs).stream().map(DrillRun::kind).distinct().toList();
        return new FailoverReport(kinds, List.of(runs), List.of());
    }

    private static Document result(FailoverReport report, int index) {
        return report.document().documents("results").get(index);
    }

    private static Document goal(FailoverReport report, String name) {
        return report.document().documents("goals").stream()
                .filter(goal -> goal.text("name").orElse("").equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void timesAreTheMedianOfMediansAndTheWorstOfTheLast() {
        var result =
                result(
                        report(
                                loss("done", 4_000, 7_000, 900),
                                loss("done", 5_000, 6_000, 1_000),
                                loss("done", 9_000, 9_500, 3_000)),
                        0);

        var rto = result.document("rtoMillis").orElseThrow();
        assertThat(rto.number("p50")).hasValue(5_000);
        assertThat(rto.number("p99")).hasValue(9_500);
        assertThat(rto.number("max")).hasValue(9_501);
        var detection =
                result.document("parts").orElseThrow().document("detectMillis").orElseThrow();
        assertThat(detection.number("p50")).hasValue(1_000);
        assertThat(detection.number("p99")).hasValue(3_000);
    }

    @Test
    void aRunThatIsNotDoneIsNamedAndNotAveragedIn() {
        var report =
                report(
                        loss("done", 4_000, 7_000, 900),
                        loss("broken", 60_000, 60_000, 50_000),
                        loss("aborted", 70_000, 70_000, 50_000));

        var result = result(report, 0);
        assertThat(result.number("runs")).hasValue(3);
        assertThat(result.number("counted")).hasValue(1);
        assertThat(result.number("leftOut")).hasValue(2);
        assertThat(result.document("rtoMillis").orElseThrow().number("max")).hasValue(7_001);
        assertThat(FailoverTable.of(report.document()))
                .contains("left out: site-loss d-60000 is broken: because")
                .contains("left out: site-loss d-70000 is aborted");
    }

    @Test
    void anRtoWithinTheLeaseAndThreeSecondsMeetsItsGoal() {
        var report = report(loss("done", 4_000, 8_000, 900));

        assertThat(goal(report, "site-loss rtoMillis.p99").number("limit")).hasValue(8_000);
        assertThat(report.meetsAllGoals()).isTrue();
        assertThat(report(loss("done", 4_000, 8_001, 900)).meetsAllGoals()).isFalse();
    }

    @Test
    void aWritePauseOfMoreThanHalfASecondMissesItsGoal() {
        assertThat(report(evacuation("done", 500, 0)).meetsAllGoals()).isTrue();
        var report = report(evacuation("done", 501, 0));

        assertThat(goal(report, "evacuation writePauseMillis.p99").truth("met")).contains(false);
        assertThat(report.meetsAllGoals()).isFalse();
        assertThat(FailoverTable.of(report.document())).contains("501");
    }

    @Test
    void aTableThatIsKnownEverywhereOnlyAfterASecondMissesItsGoal() {
        assertThat(report(loss("done", 4_000, 7_000, 1_000)).meetsAllGoals()).isTrue();
        var report = report(loss("done", 4_000, 7_000, 1_001));

        assertThat(goal(report, "site-loss tableMillis.p99").truth("met")).contains(false);
        assertThat(report.meetsAllGoals()).isFalse();
    }

    @Test
    void aRunThatDoesNotGoWellIsNoSuccessHoweverQuickTheOthersWere() {
        var report = report(loss("done", 4_000, 7_000, 900), loss("timed-out", 1, 1, 1));

        assertThat(goal(report, "site-loss leftOut").number("value")).hasValue(1);
        assertThat(report.meetsAllGoals()).isFalse();
    }

    @Test
    void aRunThatWarmsUpCountsForLossesAlone() {
        var report = report(evacuation(true, "done", 1_400, 0), evacuation("done", 400, 0));

        var result = result(report, 0);
        assertThat(result.number("counted")).hasValue(1);
        assertThat(result.number("leftOut")).hasValue(0);
        assertThat(result.document("writePauseMillis").orElseThrow().number("p99")).hasValue(400);
        assertThat(report.meetsAllGoals()).isTrue();
        assertThat(FailoverTable.of(report.document())).doesNotContain("left out");
        var lossy = report(evacuation(true, "broken", 1_400, 1), evacuation("done", 400, 0));
        assertThat(goal(lossy, "lost").truth("met")).contains(false);
    }

    @Test
    void aLossInABrokenRunIsALoss() {
        var report = report(evacuation("done", 400, 0), evacuation("broken", 400, 2));

        assertThat(report.document().number("lost")).hasValue(2);
        assertThat(goal(report, "lost").truth("met")).contains(false);
        assertThat(report.meetsAllGoals()).isFalse();
    }

    @Test
    void whatWasNotMeasuredIsNotMet() {
        var report = report(loss("aborted", 1, 1, 1));

        var goal = goal(report, "site-loss rtoMillis.p99");
        assertThat(goal.truth("met")).contains(false);
        assertThat(goal.text("why")).contains("no run of site-loss met all its demands");
        assertThat(FailoverTable.of(report.document())).contains("no: no run of site-loss");
    }

    @Test
    void otherUsersAreComparedByMediansOfPairs() {
        var others =
                result(report(evacuation("done", 400, 0)), 0)
                        .document("otherUsersP99Millis")
                        .orElseThrow();

        assertThat(others.number("before")).hasValue(15);
        assertThat(others.number("during")).hasValue(19);
        assertThat(others.number("difference")).hasValue(4);
        assertThat(others.number("pairs")).hasValue(2);
    }
}
