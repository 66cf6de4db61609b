package dev.homeport.client.session;

/** Since when a connection is good, and when something was heard on it. Not thread-safe. */
final class Liveness {

    private final SessionSettings settings;
    private long liveSinceNanos;
    private long heardAtNanos;
    private long pingedAtNanos;

    Liveness(SessionSettings settings) {
        this.settings = settings;
    }

    void welcomed(long nowNanos) {
        liveSinceNanos = nowNanos;
    }

    void heard(long nowNanos) {
        heardAtNanos = nowNanos;
    }

    /** Tells whether the connection has been good for so long that failures are forgotten. */
    boolean isStable(long nowNanos) {
        return nowNanos - liveSinceNanos >= settings.stable().toNanos();
    }

    /** Tells whether it was quiet for so long that nobody is there. */
    boolean isSilent(long nowNanos) {
        return nowNanos - heardAtNanos > settings.silence().toNanos();
    }

    /** Tells whether it is time to ask if somebody is there, and takes it for asked then. */
    boolean isToBeAsked(long nowNanos) {
        var quietSince = Math.max(heardAtNanos, pingedAtNanos);
        if (nowNanos - quietSince <= settings.ping().toNanos()) {
            return false;
        }
        pingedAtNanos = nowNanos;
        return true;
    }
}
