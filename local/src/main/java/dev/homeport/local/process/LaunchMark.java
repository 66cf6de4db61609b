package dev.homeport.local.process;

import java.util.Optional;

/**
 * What every process that a launcher starts carries in its environment: proof, to whoever knows the
 * state folder's secret token, that it belongs to that folder. Immutable and thread-safe.
 *
 * @param token the token, known only to those who can read the state folder
 * @param name the process's name within the fleet
 */
public record LaunchMark(String token, String name) {

    /** The environment variable that carries the mark. */
    public static final String VARIABLE = "HOMEPORT_LAUNCH";

    /** Returns the value of the variable. */
    public String toText() {
        return token + "/" + name;
    }

    /** Reads the value of the variable; nothing if it is not a mark. */
    public static Optional<LaunchMark> parse(String text) {
        var slash = text.indexOf('/');
        return slash <= 0 || slash == text.length() - 1
                ? Optional.empty()
                : Optional.of(new LaunchMark(text.substring(0, slash), text.substring(slash + 1)));
    }

    @Override
    public String toString() {
        return name;
    }
}
