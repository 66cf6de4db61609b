package dev.homeport.drills.run;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is rehearsed. */
public enum DrillKind {
    /** All homes of a site are moved away and back. */
    EVACUATION(10, "moves every home away from the site and back while its users write", true),
    /** Every process of a site is stopped in its tracks, and goes on later. */
    PAUSE(
            35,
            "stops every process of the site for longer than its leases last, then lets them go"
                    + " on: none may acknowledge by an old lease",
            true),
    /** Every replica of the control plane is killed, and with it the coordinator. */
    CONTROL_PLANE_LOSS(
            20,
            "kills the whole control plane and the coordinator for a while: nobody may notice",
            false);

    private final int usualSeconds;
    private final String purpose;
    private final boolean concernsOneSite;

    DrillKind(int usualSeconds, String purpose, boolean concernsOneSite) {
        this.usualSeconds = usualSeconds;
        this.purpose = purpose;
        this.concernsOneSite = concernsOneSite;
    }

    /** How long the disturbance lasts if nobody says otherwise, in seconds. */
    public int usualSeconds() {
        return usualSeconds;
    }

    /** What it does, for people. */
    public String purpose() {
        return purpose;
    }

    /** Whether it is about one site, which must be named. */
    public boolean concernsOneSite() {
        return concernsOneSite;
    }

    /** The word for it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind that a word stands for, if there is one. */
    public static Optional<DrillKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }
}
