package dev.homeport.local.certificate;

import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.Quoted;
import dev.homeport.vocabulary.SiteId;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who a process is: the URI {@code homeport://FLEET/SITE/ROLE/NODE} in its certificate. A process
 * that belongs to no site, such as a router, has a hyphen for its site. Immutable and thread-safe.
 *
 * @param fleet the fleet
 * @param site the site, or nothing outside the sites
 * @param role what the process is, such as {@code full} or {@code router}; one that is several
 *     things at once joins them by plus signs: {@code log+witness}
 * @param node number of the process within its site, from 1
 */
public record ProcessIdentity(FleetId fleet, Optional<SiteId> site, String role, int node) {

    private static final String SCHEME = "homeport://";
    private static final String NO_SITE = "-";
    private static final String WORD = "[a-z](?:[a-z0-9-]{0,30}[a-z0-9])?";
    private static final Pattern ROLE = Pattern.compile(WORD + "(?:\\+" + WORD + ")*");
    private static final Pattern NODE = Pattern.compile("[1-9][0-9]{0,5}");
    private static final int PARTS = 4;
    private static final int URI_NAME = 6;

    /**
     * Makes an identity.
     *
     * @throws IllegalArgumentException if the role is not a word or the node not from 1 to 999,999
     */
    public ProcessIdentity {
        if (!ROLE.matcher(role).matches()) {
            throw new IllegalArgumentException(
                    "role: "
                            + Quoted.of(role)
                            + " is not a role; use words of 1 to 32 lower-case letters, digits and"
                            + " inner hyphens, joined by plus signs");
        }
        if (node < 1 || node > 999_999) {
            throw new IllegalArgumentException(
                    "node: " + node + " is out of range; use a number from 1 to 999999");
        }
    }

    /** Returns the identity of a process of a site. */
    public static ProcessIdentity of(FleetId fleet, SiteId site, String role, int node) {
        return new ProcessIdentity(fleet, Optional.of(site), role, node);
    }

    /** Returns the identity of a process outside the sites. */
    public static ProcessIdentity outside(FleetId fleet, String role, int node) {
        return new ProcessIdentity(fleet, Optional.empty(), role, node);
    }

    /**
     * Reads an identity from its URI.
     *
     * @throws IllegalArgumentException if it is not one
     */
    public static ProcessIdentity parse(String uri) {
        if (uri.startsWith(SCHEME)) {
            var parts = uri.substring(SCHEME.length()).split("/", -1);
            if (parts.length == PARTS && NODE.matcher(parts[3]).matches()) {
                return new ProcessIdentity(
                        FleetId.parse(parts[0]),
                        parts[1].equals(NO_SITE)
                                ? Optional.empty()
                                : Optional.of(new SiteId(parts[1])),
                        parts[2],
                        Integer.parseInt(parts[3]));
            }
        }
        throw new IllegalArgumentException(
                "identity: " + Quoted.of(uri) + " is not one; use homeport://FLEET/SITE/ROLE/NODE");
    }

    /**
     * Reads the identity that a certificate gives its holder. That the certificate was signed by
     * the fleet's authority is for the TLS handshake to check, before this.
     *
     * @throws CertificateException if it gives none, more than one, or a malformed one
     */
    public static ProcessIdentity of(X509Certificate certificate) throws CertificateException {
        var identities = new ArrayList<String>();
        var names = certificate.getSubjectAlternativeNames();
        if (names != null) {
            for (var name : names) {
                if (name.get(0) instanceof Integer kind
                        && kind == URI_NAME
                        && name.get(1) instanceof String uri
                        && uri.startsWith(SCHEME)) {
                    identities.add(uri);
                }
            }
        }
        if (identities.size() != 1) {
            throw new CertificateException(
                    "certificate: it names "
                            + identities.size()
                            + " Homeport identities; a process has exactly one");
        }
        try {
            return parse(identities.getFirst());
        } catch (IllegalArgumentException e) {
            throw new CertificateException("certificate: " + e.getMessage(), e);
        }
    }

    /** Returns everything that the process is. */
    public Set<String> roles() {
        return Set.of(role.split("\\+", -1));
    }

    /** Returns the URI, as it stands in certificates. */
    @Override
    public String toString() {
        return SCHEME
                + fleet
                + '/'
                + site.map(SiteId::name).orElse(NO_SITE)
                + '/'
                + role
                + '/'
                + node;
    }
}
