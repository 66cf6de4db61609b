package dev.homeport.dcnode.app;

import dev.homeport.dcnode.home.adapter.file.JournalFile;
import dev.homeport.process.adapter.grpc.TlsFiles;
import dev.homeport.process.app.Configuration;
import dev.homeport.process.app.Configuration.InvalidException;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.SiteId;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a witness process is configured with. Every key stands in a properties file, or in the
 * environment as {@code HOMEPORT_} and the key in capitals with underscores, which wins.
 *
 * <pre>
 *   fleet                  id of the fleet
 *   site                   the site whose witness this is
 *   data                   folder of the store and the journal; formatted before the first start
 *   listen                 HOST:PORT for holders and witnesses
 *   http                   HOST:PORT for health, metrics and status
 *   tls.key                private key, PEM (PKCS #8)
 *   tls.certificate        certificate, PEM
 *   tls.authority          certificate of the fleet's authority, PEM
 *   witness.SITE           HOST:PORT at which the witness of another site is dialled, one line each
 *   drain.millis           how long a stop may take (5000)
 *   journal.bytes          bound of the journal (67108864)
 * </pre>
 *
 * @param fleet the fleet
 * @param site the site whose witness this is
 * @param data folder of the store and the journal
 * @param listen where holders and witnesses call
 * @param http where health, metrics and status are asked for, unless the process that it is part of
 *     is asked
 * @param tls key and certificates
 * @param others where each other witness is dialled
 * @param drainMillis how long a stop may take
 * @param journalBytes bound of the journal
 */
record WitnessConfig(
        FleetId fleet,
        SiteId site,
        Path data,
        InetSocketAddress listen,
        Optional<InetSocketAddress> http,
        TlsFiles tls,
        Map<SiteId, InetSocketAddress> others,
        long drainMillis,
        long journalBytes) {

    /** The folder of the store. */
    Path store() {
        return data.resolve("store");
    }

    /** The file of the journal. */
    Path journal() {
        return data.resolve("journal");
    }

    private static final String OTHER = "witness.";

    private static final Set<String> KNOWN =
            Collections.unmodifiableSet(
                    new TreeSet<>(
                            Set.of(
                                    "fleet",
                                    "site",
                                    "data",
                                    "listen",
                                    "http",
                                    "tls.key",
                                    "tls.certificate",
                                    "tls.authority",
                                    "drain.millis",
                                    "journal.bytes")));

    /**
     * Reads a configuration.
     *
     * @throws InvalidException if the file cannot be read, or a key is missing, wrong or unknown
     */
    static WitnessConfig read(Path file, Map<String, String> environment) throws InvalidException {
        var values = Configuration.read(file, environment);
        var site = values.required("site", SiteId::new);
        var others = new TreeMap<SiteId, InetSocketAddress>();
        for (var key : values.keysInFile()) {
            if (key.startsWith(OTHER)) {
                var other = values.required(key, _ -> new SiteId(key.substring(OTHER.length())));
                others.put(other, values.address(key));
            } else if (!KNOWN.contains(key)) {
                throw new InvalidException(
                        key + ": is no key of a witness; known are " + KNOWN + " and witness.SITE");
            }
        }
        if (others.containsKey(site)) {
            throw new InvalidException(OTHER + site + ": is this witness itself; leave it out");
        }
        return new WitnessConfig(
                values.required("fleet", FleetId::parse),
                site,
                values.required("data", Path::of),
                values.address("listen"),
                Optional.of(values.address("http")),
                SiteConfig.tls(values),
                others,
                values.number("drain.millis", 0, 5_000),
                values.number("journal.bytes", 0, JournalFile.USUAL_BOUND_BYTES));
    }
}
