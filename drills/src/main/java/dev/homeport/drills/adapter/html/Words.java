package dev.homeport.drills.adapter.html;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Names of fields and numbers, the way people read them. Stateless. */
final class Words {

    private static final String MILLIS = "Millis";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private Words() {}

    /** {@code doubleHomed} is {@code double homed}; a unit at the end is left to the value. */
    static String of(String field) {
        var name =
                field.endsWith(MILLIS) && field.length() > MILLIS.length()
                        ? field.substring(0, field.length() - MILLIS.length())
                        : field;
        return name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT).strip();
    }

    /** A number with its thousands apart, and its unit if the field's name has one. */
    static String number(String field, long value) {
        return field.endsWith(MILLIS) ? millis(value) : number(value);
    }

    static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    static String millis(long value) {
        return number(value) + " ms";
    }

    /** A time of day; what is no time a person can have meant is told as the number it is. */
    static String time(long millisSince1970) {
        var isTime = millisSince1970 >= 0 && millisSince1970 < 253_402_300_800_000L;
        return isTime
                ? TIME.format(Instant.ofEpochMilli(millisSince1970))
                : number(millisSince1970);
    }

    /** A coordinate in a drawing. */
    static String place(double value) {
        var tenths = Math.round(value * 10);
        return tenths % 10 == 0 ? Long.toString(tenths / 10) : Double.toString(tenths / 10.0);
    }
}
