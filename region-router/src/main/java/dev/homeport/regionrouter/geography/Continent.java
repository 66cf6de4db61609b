package dev.homeport.regionrouter.geography;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The continents that rules can name. */
public enum Continent {
    /** Africa. */
    AFRICA,
    /** Antarctica, without the islands that M49 counts elsewhere. */
    ANTARCTICA,
    /** Asia, with the Middle East, the Caucasus, Cyprus and Turkey. */
    ASIA,
    /** Europe, with all of Russia. */
    EUROPE,
    /** North and Central America and the Caribbean, with Greenland. */
    NORTH_AMERICA,
    /** Australia, New Zealand and the Pacific islands. */
    OCEANIA,
    /** South America. */
    SOUTH_AMERICA;

    private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The continent of a text form, if there is one. */
    public static Optional<Continent> named(String text) {
        return Arrays.stream(values()).filter(c -> c.text.equals(text)).findFirst();
    }

    /** The form used in rule files, such as {@code north-america}. */
    @Override
    public String toString() {
        return text;
    }
}
