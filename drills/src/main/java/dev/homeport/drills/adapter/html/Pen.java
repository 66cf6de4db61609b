package dev.homeport.drills.adapter.html;

/**
 * Draws the shapes that a time line is made of. For one thread.
 *
 * @param page what is drawn on
 */
record Pen(Markup page) {

    void line(String sort, double x1, double y1, double x2, double y2) {
        page.empty(
                "line",
                "class",
                sort,
                "x1",
                Words.place(x1),
                "y1",
                Words.place(y1),
                "x2",
                Words.place(x2),
                "y2",
                Words.place(y2));
    }

    void box(String sort, double x, double y, double width, double height) {
        page.empty(
                "rect",
                "class",
                sort,
                "x",
                Words.place(x),
                "y",
                Words.place(y),
                "width",
                Words.place(width),
                "height",
                Words.place(height));
    }

    /** A box that tells what it is when it is pointed at. */
    void titled(String sort, String title, double x, double y, double width, double height) {
        page.open(
                        "rect",
                        "class",
                        sort,
                        "x",
                        Words.place(x),
                        "y",
                        Words.place(y),
                        "width",
                        Words.place(width),
                        "height",
                        Words.place(height))
                .leaf("title", title)
                .close();
    }

    void label(String text, double x, double y) {
        page.leaf("text", text, "x", Words.place(x), "y", Words.place(y));
    }

    /**
     * A label that steps back.
     *
     * @param anchor which part of it is at {@code x}: {@code start}, {@code middle} or {@code end}
     */
    void small(String text, double x, double y, String anchor) {
        page.leaf(
                "text",
                text,
                "class",
                "small",
                "x",
                Words.place(x),
                "y",
                Words.place(y),
                "text-anchor",
                anchor);
    }

    /**
     * A curve.
     *
     * @param of whose it is
     */
    void curve(String sort, String of, String points) {
        page.empty("polyline", "class", sort, "data-of", of, "points", points);
    }

    void area(String points) {
        page.empty("polygon", "class", "area", "points", points);
    }
}
