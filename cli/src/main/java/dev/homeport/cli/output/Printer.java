package dev.homeport.cli.output;

import java.io.PrintStream;
import java.util.Map;
import java.util.function.Function;

/**
 * Prints documents, the same bytes in every locale: lines end in LF, and the stream is UTF-8. Not
 * thread-safe.
 */
public final class Printer {

    private final PrintStream out;
    private final Map<Format, Function<Document, String>> renderers;

    /**
     * Makes a printer.
     *
     * @param out where to; a stream that encodes in UTF-8
     * @param renderers how each format is written, with its last line's end
     */
    public Printer(PrintStream out, Map<Format, Function<Document, String>> renderers) {
        this.out = out;
        this.renderers = Map.copyOf(renderers);
    }

    /** Prints a document. */
    public void print(Document document, Format format) {
        var renderer = renderers.get(format);
        if (renderer == null) {
            throw new IllegalStateException("nothing writes " + format);
        }
        text(renderer.apply(document));
    }

    /**
     * Prints a document that is not one line a field when it is for people.
     *
     * @param table how it looks to people, with the end of its last line
     */
    public void print(Document document, Format format, String table) {
        if (format == Format.table) {
            text(table);
        } else {
            print(document, format);
        }
    }

    /** Returns whether what was printed no longer arrives: the reader of the pipe has gone. */
    public boolean isBroken() {
        return out.checkError();
    }

    /** Prints text that is not a document, such as a script. */
    public void text(String text) {
        out.print(text);
        out.flush();
    }
}
