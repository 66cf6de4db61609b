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
            false),
    /** A site dies with all that is in it; others take its homes over, and it comes back. */
    SITE_LOSS(
            5,
            "cuts the site off, kills every process of it, has its homes taken over, and brings it"
                    + " and them back",
            true),
    /** A site is cut off from the others, and its users are not. */
    PARTITION(
            5,
            "cuts the site off from the others while its users still reach it, has its homes taken"
                    + " over, and brings them back",
            true),
    /** Nothing that a site sends reaches the others, and what they send does reach it. */
    ONE_WAY_PARTITION(
            5,
            "loses all that the site sends to the others, and nothing else, has its homes taken"
                    + " over, and brings them back",
            true),
    /** The site that took homes over is lost too, and the first one comes back. */
    TAKEOVER_OF_TAKEOVER(
            5,
            "kills the site, and then the one that took its homes over while the first comes back",
            true);

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

    /** Whether homes are taken over in it. */
    public boolean takesOver() {
        return switch (this) {
            case SITE_LOSS, PARTITION, ONE_WAY_PARTITION, TAKEOVER_OF_TAKEOVER -> true;
            case EVACUATION, PAUSE, CONTROL_PLANE_LOSS -> false;
        };
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
