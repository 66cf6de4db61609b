package dev.homeport.regionrouter.clientaddress;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import java.util.List;

/**
 * Reads lines of the {@code X-Forwarded-For} header, which no standard describes: addresses with
 * commas between, some of them quoted. Stateless and thread-safe.
 */
final class XForwardedForHeader {

    private static final Splitter ELEMENTS = Splitter.on(',').trimResults(CharMatcher.anyOf(" \t"));

    private XForwardedForHeader() {}

    /** The hops that the lines tell of, from the client's side to ours. */
    static List<Hop> hops(List<String> lines) {
        return lines.stream()
                .flatMap(ELEMENTS::splitToStream)
                .map(element -> Hop.ofNode(unquoted(element)))
                .toList();
    }

    private static String unquoted(String element) {
        var quoted =
                element.length() >= 2
                        && element.charAt(0) == '"'
                        && element.charAt(element.length() - 1) == '"';
        return quoted ? element.substring(1, element.length() - 1) : element;
    }
}
