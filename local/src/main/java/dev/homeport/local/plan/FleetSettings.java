package dev.homeport.local.plan;

import dev.homeport.local.address.AddressPlan;
import dev.homeport.local.address.FleetNumber;
import dev.homeport.local.address.PortPlan;
import dev.homeport.local.certificate.CertificateFiles;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.ProcessIdentity;
import dev.homeport.vocabulary.SiteId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a local fleet is planned from. Immutable and thread-safe.
 *
 * @param fleet the fleet's identity
 * @param number the fleet's number among those of this machine
 * @param sites its sites, in the order that numbers them
 * @param ports its ports
 * @param stateFolder everything that it keeps
 * @param isolationBudget how long a site that reaches no majority of witnesses goes on
 *     acknowledging
 */
public record FleetSettings(
        FleetId fleet,
        FleetNumber number,
        List<SiteId> sites,
        PortPlan ports,
        Path stateFolder,
        Duration isolationBudget) {

    /** Short enough to watch a site refuse writes while it is cut off. */
    public static final Duration USUAL_ISOLATION_BUDGET = Duration.ofSeconds(30);

    /** Makes settings. */
    public FleetSettings {
        sites = List.copyOf(sites);
        stateFolder = stateFolder.toAbsolutePath().normalize();
    }

    /**
     * Returns the addresses of the fleet.
     *
     * @throws IllegalArgumentException if there are too few or too many sites, or one twice
     */
    public AddressPlan addresses() {
        return new AddressPlan(number, sites);
    }

    /** Returns the folder of the fleet's certificate authority. */
    public Path authorityFolder() {
        return stateFolder.resolve("authority");
    }

    /** Returns the certificate of that authority, PEM. */
    public Path authorityFile() {
        return authorityFolder().resolve("authority.pem");
    }

    /** Returns the folder of the keys for account tokens. */
    public Path tokenKeyFolder() {
        return stateFolder.resolve("token-keys");
    }

    /** Returns the folder of the secrets that are made with the fleet and never again. */
    public Path secretFolder() {
        return stateFolder.resolve("secrets");
    }

    /** Returns the file with the secrets that names are claimed under. */
    public Path claimKeyFile() {
        return secretFolder().resolve("claim.key");
    }

    /** Returns the file with the key of the permutation that account ids are drawn from. */
    public Path permutationKeyFile() {
        return secretFolder().resolve("account.permutation.key");
    }

    /** Returns the file with the token of those who may register accounts. */
    public Path registrarTokenFile() {
        return stateFolder.resolve("registrar.token");
    }

    /**
     * Returns who the load tool is: a proxy, whose word about a client's address is believed, so
     * that it can stand for users of any country.
     */
    public ProcessIdentity proxyIdentity() {
        return ProcessIdentity.outside(fleet, "proxy", 1);
    }

    /** Returns where the load tool's certificate lies. */
    public CertificateFiles proxyCertificate() {
        return new CertificateFiles(stateFolder.resolve("outside").resolve("proxy-1"));
    }

    /** Returns who decides on moves of homes: whoever may read this state folder. */
    public ProcessIdentity operatorIdentity() {
        return ProcessIdentity.outside(fleet, "operator", 1);
    }

    /** Returns where the operator's certificate lies. */
    public CertificateFiles operatorCertificate() {
        return new CertificateFiles(stateFolder.resolve("outside").resolve("operator-1"));
    }

    /** Returns the folder with the accounts that are there to try the fleet with. */
    public Path accountFolder() {
        return stateFolder.resolve("accounts");
    }

    /** Returns the folder of a site, or of the processes outside the sites. */
    Path folderOf(String place) {
        return stateFolder.resolve(place);
    }
}
