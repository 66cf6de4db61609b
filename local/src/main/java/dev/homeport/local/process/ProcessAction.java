package dev.homeport.local.process;

import dev.homeport.vocabulary.Quoted;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What can be done to a process of a running fleet. Doing it twice is as doing it once. */
public enum ProcessAction {
    /** Kill it, as a crash does, and do not start it again. */
    HOLD,
    /** Start it again after it was held. */
    RELEASE,
    /** Stop it in its tracks: it keeps everything and does nothing. */
    PAUSE,
    /** Let it go on. */
    RESUME;

    /** Returns the word for it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the action that a word stands for.
     *
     * @throws IllegalArgumentException if it stands for none
     */
    public static ProcessAction of(String word) {
        for (var action : values()) {
            if (action.word().equals(word)) {
                return action;
            }
        }
        throw new IllegalArgumentException(
                "action: "
                        + Quoted.of(word)
                        + " is none; use "
                        + Arrays.stream(values())
                                .map(ProcessAction::word)
                                .collect(Collectors.joining(", ")));
    }
}
