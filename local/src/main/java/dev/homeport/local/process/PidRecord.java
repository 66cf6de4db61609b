package dev.homeport.local.process;

import dev.homeport.vocabulary.Quoted;
import java.util.Optional;

/**
 * What a pid file says. Immutable and thread-safe.
 *
 * @param name the process's name within the fleet
 * @param fingerprint which process of the machine it is
 */
public record PidRecord(String name, ProcessFingerprint fingerprint) {

    private static final int FIELDS = 4;

    /** Returns the text of the pid file. */
    public String toText() {
        return fingerprint.pid()
                + " "
                + fingerprint.startTicks()
                + " "
                + fingerprint.bootId()
                + " "
                + name
                + "\n";
    }

    /** Reads a pid file; nothing if it is torn or not one of ours. */
    public static Optional<PidRecord> parse(String text) {
        var fields = text.strip().split(" ", -1);
        if (fields.length != FIELDS || !text.endsWith("\n")) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new PidRecord(
                            fields[3],
                            new ProcessFingerprint(
                                    Long.parseLong(fields[0]),
                                    fields[2],
                                    Long.parseLong(fields[1]))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "process " + Quoted.of(name) + " with pid " + fingerprint.pid();
    }
}
