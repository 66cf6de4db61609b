package dev.homeport.regionrouter.geography;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * A country or territory: an ISO 3166-1 alpha-2 code, or one of the two further codes that address
 * registries use, and the continent that it lies on (United Nations M49). Immutable and
 * thread-safe; ordered by code.
 */
public final class Country implements Comparable<Country> {

    private static final String RESOURCE = "continents.properties";
    private static final Map<String, Country> BY_CODE = load();

    private final String code;
    private final Continent continent;

    private Country(String code, Continent continent) {
        this.code = code;
        this.continent = continent;
    }

    /** The country of an upper-case alpha-2 code, if there is one. */
    public static Optional<Country> ofCode(String code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }

    /** All countries, in the order of their codes. */
    public static Collection<Country> all() {
        return BY_CODE.values();
    }

    private static Map<String, Country> load() {
        var lists = new Properties();
        try (var bytes = Country.class.getResourceAsStream(RESOURCE)) {
            if (bytes == null) {
                throw new IllegalStateException(RESOURCE + " is missing from this installation");
            }
            lists.load(new InputStreamReader(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + " cannot be read", e);
        }
        var countries = new TreeMap<String, Country>();
        for (var continent : Continent.values()) {
            for (var code : lists.getProperty(continent.toString(), "").split(" +", -1)) {
                var twice = countries.put(code, new Country(code, continent));
                if (twice != null) {
                    throw new IllegalStateException(RESOURCE + " has " + code + " twice");
                }
            }
        }
        return Collections.unmodifiableMap(countries);
    }

    /** The alpha-2 code, in upper case. */
    public String code() {
        return code;
    }

    /** The continent that it lies on. */
    public Continent continent() {
        return continent;
    }

    @Override
    public int compareTo(Country other) {
        return code.compareTo(other.code);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Country country && code.equals(country.code);
    }

    @Override
    public int hashCode() {
        return code.hashCode();
    }

    @Override
    public String toString() {
        return code;
    }
}
