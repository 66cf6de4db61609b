package dev.homeport.quorumqueue.adapter.ratis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.quorumqueue.StopReason;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StopSwitchTest {

    private final List<StopReason> told = new ArrayList<>();
    private final StopSwitch stop = new StopSwitch((reason, _) -> told.add(reason));

    @Test
    void onlyTheFirstReasonIsTold() {
        stop.stop(StopReason.DISK_FAILED, "a");
        stop.stop(StopReason.ENGINE_FAILED, "b");

        assertThat(told).containsExactly(StopReason.DISK_FAILED);
        assertThat(stop.isThrown()).isTrue();
        assertThat(stop.hasStopped()).isTrue();
    }

    @Test
    void whatFailsDuringTheClosingIsNotToldButKnown() {
        stop.disarm();
        assertThat(stop.hasStopped()).isFalse();

        stop.stop(StopReason.JUDGE_FAILED, "a");

        assertThat(told).isEmpty();
        assertThat(stop.hasStopped()).isTrue();
    }
}
