package dev.homeport.local.adapter.file;

import dev.homeport.local.plan.FleetSettings;
import dev.homeport.local.process.StartRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/**
 * The secrets of a fleet that can never be made a second time: names are claimed under one of them
 * and account ids drawn under the other. They are made with the fleet; one that is missing later is
 * refused, because a new one would give names and ids twice. Stateless.
 *
 * <pre>
 * claim.key                 a line per version: VERSION HEX, 32 secret bytes
 * account.permutation.key   HEX, 32 secret bytes
 * </pre>
 */
public final class FleetSecrets {

    private static final int BYTES = 32;
    private static final int FIRST_VERSION = 1;

    private FleetSecrets() {}

    /**
     * Makes the secrets of a new fleet; those that an interrupted start has made are kept.
     *
     * @param settings the fleet
     * @param chance makes them
     */
    public static void make(FleetSettings settings, SecureRandom chance) throws IOException {
        PrivateFiles.createFolder(settings.secretFolder());
        makeOne(settings.claimKeyFile(), FIRST_VERSION + " " + hex(chance));
        makeOne(settings.permutationKeyFile(), hex(chance));
    }

    private static void makeOne(Path file, String secret) throws IOException {
        if (!Files.exists(file)) {
            PrivateFiles.write(file, secret + "\n");
        }
    }

    private static String hex(SecureRandom chance) {
        var bytes = new byte[BYTES];
        chance.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /**
     * Checks that a fleet's secrets are there.
     *
     * @throws StartRefusedException if one is missing, with the mend
     */
    public static void check(FleetSettings settings) throws StartRefusedException {
        for (var file : List.of(settings.claimKeyFile(), settings.permutationKeyFile())) {
            if (!Files.exists(file)) {
                throw new StartRefusedException(
                        "The fleet's secret "
                                + file
                                + " is missing, and a new one would give names or account ids a"
                                + " second time; restore it, or begin anew after 'homeport down"
                                + " --wipe'");
            }
        }
    }
}
