package dev.homeport.coordinator.adapter.file;

import dev.homeport.coordinator.allocation.SequencePermutation;
import dev.homeport.coordinator.handle.ClaimHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/** Reads the secrets that a fleet was made with. Says never what is in them. Stateless. */
public final class SecretFiles {

    private SecretFiles() {}

    /**
     * Reads the claim secrets: a line {@code VERSION HEX} for each in use.
     *
     * @throws IllegalArgumentException if the file cannot be read or has another form
     */
    public static List<ClaimHash> claimHashes(Path file) {
        return lines(file).stream().map(line -> claimHash(file, line)).toList();
    }

    private static ClaimHash claimHash(Path file, String line) {
        var parts = line.split("\\s+", -1);
        try {
            if (parts.length == 2) {
                return new ClaimHash(Integer.parseInt(parts[0]), hex(parts[1]));
            }
        } catch (NumberFormatException _) {
            // The message below says what a line is.
        }
        throw new IllegalArgumentException(
                file + ": has a line that is not VERSION HEX; put back the one that was made");
    }

    /**
     * Reads the key of the permutation of account numbers: 64 hexadecimal digits.
     *
     * @throws IllegalArgumentException if the file cannot be read or has another form
     */
    public static SequencePermutation permutation(Path file) {
        var lines = lines(file);
        if (lines.size() != 1) {
            throw new IllegalArgumentException(
                    file + ": has " + lines.size() + " lines; it holds one, of 64 digits");
        }
        return new SequencePermutation(hex(lines.getFirst()));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new IllegalArgumentException(file + ": cannot be read: " + e, e);
        }
    }

    private static byte[] hex(String digits) {
        try {
            return HexFormat.of().parseHex(digits);
        } catch (IllegalArgumentException _) {
            // Its own message would quote the secret.
            throw new IllegalArgumentException("the secret is not hexadecimal digits");
        }
    }
}
