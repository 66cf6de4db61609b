package dev.homeport.vocabulary;

import java.util.regex.Pattern;

/**
 * Name of a site: one data center, full-stack and self-sufficient, such as {@code shanghai}.
 *
 * <p>A name is 1 to 32 characters of lower-case ASCII letters, digits and inner hyphens, and begins
 * with a letter, so that it can stand in a host name, a certificate identity, a metric label and a
 * file name without being quoted. Immutable and thread-safe; ordered by name.
 *
 * @param name the site's name
 */
public record SiteId(String name) implements Comparable<SiteId> {

    private static final Pattern FORM = Pattern.compile("[a-z](?:[a-z0-9-]{0,30}[a-z0-9])?");

    /**
     * Makes a site id.
     *
     * @throws IllegalArgumentException if the name has not the form described above
     */
    public SiteId {
        if (!FORM.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "site: "
                            + Quoted.of(name)
                            + " is not a site name; use 1 to 32 lower-case letters, digits and"
                            + " inner hyphens, beginning with a letter");
        }
    }

    @Override
    public int compareTo(SiteId other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
