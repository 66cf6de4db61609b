package dev.homeport.regionrouter.clientaddress;

import com.google.common.base.CharMatcher;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads lines of the {@code Forwarded} header (RFC 7239). What is malformed makes its own element
 * unusable and, where quotes do not close, every element of its line: nobody can tell any more what
 * a later proxy had appended. Stateless and thread-safe.
 */
final class ForwardedHeader {

    private static final CharMatcher BLANK = CharMatcher.anyOf(" \t");
    private static final CharMatcher TOKEN =
            CharMatcher.inRange('0', '9')
                    .or(CharMatcher.inRange('a', 'z'))
                    .or(CharMatcher.inRange('A', 'Z'))
                    .or(CharMatcher.anyOf("!#$%&'*+-.^_`|~"));
    // Seen in the wild without quotes; nothing else can be meant.
    private static final CharMatcher BARE_VALUE = TOKEN.or(CharMatcher.anyOf(":[]"));

    private ForwardedHeader() {}

    /** The hops that the lines tell of, from the client's side to ours. */
    static List<Hop> hops(List<String> lines) {
        var hops = new ArrayList<Hop>();
        for (var line : lines) {
            var elements = split(line, ',');
            if (elements.isEmpty()) {
                hops.add(new Hop.Unusable("has quotes that do not close"));
            }
            elements.forEach(element -> hops.add(hop(element)));
        }
        return hops;
    }

    private static Hop hop(String element) {
        Hop found = null;
        for (var part : split(element, ';')) {
            var pair = BLANK.trimFrom(part);
            var equals = pair.indexOf('=');
            if (pair.isEmpty()) {
                continue;
            }
            if (equals < 1 || !TOKEN.matchesAllOf(pair.substring(0, equals))) {
                return new Hop.Unusable("is malformed");
            }
            var value = unquoted(pair.substring(equals + 1));
            if (value.isEmpty()) {
                return new Hop.Unusable("is malformed");
            }
            if (pair.substring(0, equals).equalsIgnoreCase("for")) {
                if (found != null) {
                    return new Hop.Unusable("says \"for\" twice");
                }
                found = Hop.ofNode(value);
            }
        }
        return found == null ? new Hop.Unusable("says nothing of \"for\"") : found;
    }

    /** The text of a token or quoted string; empty if it is neither. */
    private static String unquoted(String value) {
        if (!value.startsWith("\"")) {
            return BARE_VALUE.matchesAllOf(value) ? value : "";
        }
        var text = new StringBuilder();
        for (var i = 1; i < value.length(); i++) {
            var c = value.charAt(i);
            if (c == '"') {
                return i == value.length() - 1 ? text.toString() : "";
            }
            if (c == '\\' && ++i == value.length()) {
                return "";
            }
            text.append(value.charAt(i));
        }
        return "";
    }

    /** The parts between separators outside quotes; none at all if a quote does not close. */
    private static List<String> split(String text, char separator) {
        var parts = new ArrayList<String>();
        var quoted = false;
        var from = 0;
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\' && quoted) {
                i++;
            } else if (c == separator && !quoted) {
                parts.add(text.substring(from, i));
                from = i + 1;
            }
        }
        if (quoted) {
            return List.of();
        }
        parts.add(text.substring(from));
        return parts;
    }
}
