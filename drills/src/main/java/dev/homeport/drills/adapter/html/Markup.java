package dev.homeport.drills.adapter.html;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Elements, written so that browsers and XML parsers read the same. Every text and every value of
 * an attribute is escaped here, so that no report can write markup of its own. For one thread.
 */
final class Markup {

    private final StringBuilder written = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /**
     * Opens an element.
     *
     * @param attributes names and values by turns
     */
    Markup open(String name, String... attributes) {
        start(name, attributes);
        written.append('>');
        open.push(name);
        return this;
    }

    /** Closes the element that was opened last. */
    Markup close() {
        written.append("</").append(open.pop()).append(">\n");
        return this;
    }

    /** Writes an element with nothing in it, of a kind that never has anything in it. */
    Markup empty(String name, String... attributes) {
        start(name, attributes);
        written.append("/>\n");
        return this;
    }

    /** Writes an element that holds a text alone. */
    Markup leaf(String name, String content, String... attributes) {
        return open(name, attributes).text(content).close();
    }

    /** Writes text. */
    Markup text(String content) {
        escape(content, false);
        return this;
    }

    private void start(String name, String... attributes) {
        if (attributes.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "attributes: the last of " + attributes.length + " has no value; give it one");
        }
        written.append('<').append(name);
        for (var index = 0; index < attributes.length; index += 2) {
            written.append(' ').append(attributes[index]).append("=\"");
            escape(attributes[index + 1], true);
            written.append('"');
        }
    }

    private void escape(String content, boolean isValue) {
        content.codePoints()
                .forEach(point -> {
                    switch (point) {
                        case '&' -> written.append("&amp;");
                        case '<' -> written.append("&lt;");
                        case '>' -> written.append("&gt;");
                        case '"' -> written.append(isValue ? "&quot;" : "\"");
                        default -> written.appendCodePoint(isText(point) ? point : '\uFFFD');
                    }
                });
    }

    /** Whether XML lets it stand in a text at all. */
    private static boolean isText(int point) {
        if (point < ' ') {
            return point == '\t' || point == '\n' || point == '\r';
        }
        return !(point >= 0xD800 && point <= 0xDFFF) && point != 0xFFFE && point != 0xFFFF;
    }

    /**
     * Returns what was written.
     *
     * @throws IllegalStateException if an element is still open
     */
    String finish() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("markup: " + open + " are open; close them");
        }
        return written.toString();
    }
}
