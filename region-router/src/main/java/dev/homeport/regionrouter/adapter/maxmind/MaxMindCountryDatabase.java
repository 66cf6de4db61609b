package dev.homeport.regionrouter.adapter.maxmind;

import com.maxmind.db.InvalidDatabaseException;
import com.maxmind.db.Metadata;
import com.maxmind.db.Reader;
import dev.homeport.regionrouter.address.IpAddress;
import dev.homeport.regionrouter.geography.CountryDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * Countries from a file in MaxMind's format (version 2), whose records are {@code country_code}
 * alone, as in the shipped database. The file is mapped into memory once: opening it costs
 * milliseconds, and all processes of a machine share its pages. Thread-safe.
 *
 * <p>The file must not be changed in place while it is open; replace it by a rename.
 */
public final class MaxMindCountryDatabase implements CountryDatabase, AutoCloseable {

    private static final String FIELD = "country_code";
    private static final int FORMAT = 2;
    private static final int BOTH_FAMILIES = 6;

    private final Path file;
    private final Reader reader;
    private final Metadata metadata;

    private MaxMindCountryDatabase(Path file, Reader reader) {
        this.file = file;
        this.reader = reader;
        this.metadata = reader.getMetadata();
    }

    /**
     * Opens a file after having compared it with the checksum beside it, {@code FILE.sha256}.
     *
     * @throws UnusableDatabase if file or checksum are missing, they do not agree, or {@link #open}
     *     refuses
     */
    public static MaxMindCountryDatabase openVerified(Path file) {
        var checksum = file.resolveSibling(file.getFileName() + ".sha256");
        try {
            var expected = Files.readString(checksum).strip().split("\\s+", 2)[0];
            if (!expected.equals(sha256(file))) {
                throw new UnusableDatabase(file, "is not what " + checksum + " says", null);
            }
        } catch (IOException e) {
            throw new UnusableDatabase(file, "cannot be compared with its checksum: " + e, e);
        }
        return open(file);
    }

    /**
     * Opens a file and checks its form, though not every record.
     *
     * @throws UnusableDatabase if it is missing, damaged, of another format, or has no country for
     *     either family
     */
    public static MaxMindCountryDatabase open(Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new UnusableDatabase(file, "is no readable file", null);
        }
        try {
            var database =
                    new MaxMindCountryDatabase(
                            file, new Reader(file.toFile(), Reader.FileMode.MEMORY_MAPPED));
            database.check();
            return database;
        } catch (InvalidDatabaseException e) {
            throw new UnusableDatabase(file, "is no country database: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UnusableDatabase(file, "cannot be read: " + e, e);
        }
    }

    private void check() {
        if (metadata.binaryFormatMajorVersion() != FORMAT
                || metadata.ipVersion() != BOTH_FAMILIES) {
            throw new UnusableDatabase(
                    file,
                    "has format "
                            + metadata.binaryFormatMajorVersion()
                            + " for IPv"
                            + metadata.ipVersion()
                            + ", not format 2 for IPv4 and IPv6",
                    null);
        }
        // An address in every country database: where it has none, the fields are other ones.
        if (countryCodeOf(IpAddress.parse("8.8.8.8")).isEmpty()) {
            throw new UnusableDatabase(file, "has no " + FIELD + " for 8.8.8.8", null);
        }
    }

    private static String sha256(Path file) throws IOException {
        try (var bytes = Files.newInputStream(file)) {
            var digest = MessageDigest.getInstance("SHA-256");
            var buffer = new byte[1 << 16];
            for (int n; (n = bytes.read(buffer)) > 0; ) {
                digest.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** When the database was made. */
    public Instant builtAt() {
        return metadata.buildTime();
    }

    /**
     * {@inheritDoc}
     *
     * @throws UnusableDatabase if the file turns out to be damaged at this address
     */
    @Override
    public Optional<String> countryCodeOf(IpAddress ip) {
        try {
            var found = reader.get(ip.toInetAddress(), Map.class);
            return found != null && found.get(FIELD) instanceof String code
                    ? Optional.of(code)
                    : Optional.empty();
        } catch (IOException e) {
            throw new UnusableDatabase(file, "is damaged at " + ip + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
