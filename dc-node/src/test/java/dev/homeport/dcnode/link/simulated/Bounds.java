package dev.homeport.dcnode.link.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.dcnode.link.pull.Ask;
import dev.homeport.dcnode.link.pull.Cargo;
import dev.homeport.dcnode.link.pull.PullSettings;
import dev.homeport.dcnode.link.pull.Shipment;
import dev.homeport.vocabulary.SiteLog;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;

/** Watches what one site has under way of one origin. */
final class Bounds {

    private final long window;
    private final Set<Long> lines = new HashSet<>();
    private final List<Shipment> held = new ArrayList<>();
    private long round;
    private long granted;
    private long appended;
    private int appends;

    Bounds(PullSettings settings) {
        window =
                (long) settings.batchesUnderWay()
                        * (Shipment.BATCH_WEIGHT + settings.mostBatchBytes());
    }

    void dialled(long line) {
        lines.add(line);
    }

    void said(long line, Ask ask) {
        if (!lines.contains(line)) {
            return;
        }
        switch (ask) {
            case Ask.Ship(var number, var _, var _, var credit) -> {
                assertThat(number).isGreaterThan(round);
                round = number;
                granted = credit.weight();
                appended = 0;
                held.clear();
            }
            case Ask.More(var number, var credit) -> {
                assertThat(number).isEqualTo(round);
                assertThat(credit.weight()).isGreaterThanOrEqualTo(granted);
                granted = credit.weight();
            }
            case Ask.Ping _ -> {}
        }
    }

    void heard(Cargo cargo) {
        if (cargo instanceof Shipment shipment && shipment.round() == round) {
            held.add(shipment);
        }
    }

    void appending() {
        appends++;
        assertThat(appends).as("appends under way").isEqualTo(1);
    }

    void settled() {
        appends--;
    }

    /** What was asked for and is not in the log is bounded, and so is what has come of it. */
    void check(ToLongFunction<SiteLog> mirrored) {
        held.removeIf(shipment -> {
            var isHere = shipment.lastOffset() <= mirrored.applyAsLong(shipment.stream());
            appended += isHere ? shipment.weight() : 0;
            return isHere;
        });
        assertThat(granted - appended).as("asked for and not here").isLessThanOrEqualTo(window);
        var weight = held.stream().mapToLong(Shipment::weight).sum();
        assertThat(weight).as("come and not here").isLessThanOrEqualTo(2 * window);
    }
}
