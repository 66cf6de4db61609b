package dev.homeport.controlplane.observation;

import dev.homeport.vocabulary.ClockReading;
import dev.homeport.vocabulary.SiteId;
import java.util.ArrayList;
import java.util.List;

/** Steps an observer and its vigil again with their journal. For one thread. */
public final class ObservationReplay {

    private static final SiteId NOBODY = new SiteId("nobody");

    private Observer observer = new Observer(NOBODY, List.of(), new ClockReading(0, 0));
    private Vigil vigil = new Vigil(List.of(), 1);
    private Sighting seen = observer.sighting();

    /** Takes a step; answers it with what is seen and judged now. */
    public ObservationStep again(ObservationStep step) {
        switch (step) {
            case ObservationStep.Began(var self, var targets, var now, var sites, var majority) -> {
                observer = new Observer(self, targets, now);
                vigil = new Vigil(sites, majority);
            }
            case ObservationStep.Answered(var target, var now) -> observer.answered(target, now);
            case ObservationStep.Missed(var target, var now) -> observer.missed(target, now);
            case ObservationStep.Saw _ -> {
                seen = observer.sighting();
                return new ObservationStep.Saw(seen);
            }
            case ObservationStep.Judged(var others, var now, var _) -> {
                var heard = new ArrayList<>(others);
                heard.add(seen);
                return new ObservationStep.Judged(others, now, vigil.step(heard, now));
            }
        }
        return step;
    }
}
