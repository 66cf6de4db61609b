package dev.homeport.controlplane.move;

import dev.homeport.vocabulary.Quoted;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Name of a move, such as {@code m-3f9a02c4d1e8}. It follows from the request that asked for the
 * move, so that a request that is made again names the same one. Immutable and thread-safe.
 *
 * @param text the name
 */
public record MoveId(String text) implements Comparable<MoveId> {

    private static final Pattern FORM = Pattern.compile("m-[0-9a-f]{12}");
    private static final int BYTES = 6;

    /**
     * Makes an id.
     *
     * @throws IllegalArgumentException if the text has not the form above
     */
    public MoveId {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "move: "
                            + Quoted.of(text)
                            + " is not a move's id; use m- and 12 hexadecimal digits, as"
                            + " /v1/moves lists them");
        }
    }

    /** The move that a request asks for. */
    public static MoveId ofRequest(String requestId) {
        try {
            var hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(requestId.getBytes(StandardCharsets.UTF_8));
            return new MoveId("m-" + HexFormat.of().formatHex(hash, 0, BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public int compareTo(MoveId other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
