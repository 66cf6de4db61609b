package dev.homeport.local.certificate;

import java.nio.file.Path;

/**
 * Where the certificate of a process, its private key and the authority's certificate lie, all in
 * PEM. Immutable and thread-safe.
 *
 * @param folder the folder of that process
 */
public record CertificateFiles(Path folder) {

    /** Returns the certificate of the process. */
    public Path certificate() {
        return folder.resolve("certificate.pem");
    }

    /** Returns the private key of the process (PKCS #8), readable by its owner alone. */
    public Path privateKey() {
        return folder.resolve("private-key.pem");
    }

    /** Returns the certificate of the fleet's authority: whom to trust. */
    public Path authority() {
        return folder.resolve("authority.pem");
    }
}
