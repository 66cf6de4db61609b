package dev.homeport.local.certificate;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides whether a certificate that is there will do. Immutable and thread-safe.
 *
 * @param validity for how long a new certificate is valid
 * @param margin how long before its end a certificate is made anew
 */
public record ReissuePolicy(Duration validity, Duration margin) {

    /** Valid for a year, made anew in the last two months. */
    public static final ReissuePolicy USUAL =
            new ReissuePolicy(Duration.ofDays(365), Duration.ofDays(60));

    /**
     * Returns why a certificate has to be made anew, or nothing if it will do.
     *
     * @param held the certificate that is there
     * @param wanted what is needed
     * @param now the present time
     */
    public Optional<String> reasonToReissue(
            HeldCertificate held, CertificateRequest wanted, Instant now) {
        if (!held.ofThisAuthority()) {
            return Optional.of("another authority signed it");
        }
        if (!held.keyFits()) {
            return Optional.of("its private key does not fit");
        }
        if (!held.identity().equals(Optional.of(wanted.identity()))) {
            return Optional.of("it names another process");
        }
        if (!held.addresses().containsAll(wanted.addresses())) {
            return Optional.of("it does not name every address of the process");
        }
        if (now.isBefore(held.notBefore())) {
            return Optional.of("it is not valid yet");
        }
        if (!now.isBefore(held.notAfter().minus(margin))) {
            return Optional.of("it ends at " + held.notAfter());
        }
        return Optional.empty();
    }
}
