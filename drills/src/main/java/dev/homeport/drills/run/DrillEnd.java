package dev.homeport.drills.run;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a drill has ended. In every case what it changed is undone. */
public enum DrillEnd {
    /** It went to its end, and every demand is met. */
    DONE,
    /** It went to its end or ran into something that must not be: a demand is not met. */
    BROKEN,
    /** It was taken back before its end. */
    ABORTED,
    /** A phase took longer than it may. */
    TIMED_OUT;

    /** The word for it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The end that a word stands for, if there is one. */
    public static Optional<DrillEnd> of(String word) {
        return Arrays.stream(values()).filter(end -> end.word().equals(word)).findFirst();
    }
}
