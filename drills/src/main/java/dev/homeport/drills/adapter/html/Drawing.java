package dev.homeport.drills.adapter.html;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Where things are in a time line: seconds go from left to right, each panel has its own height.
 *
 * @param totalMillis how long the time line is
 */
record Drawing(long totalMillis) {

    static final int WIDTH = 960;
    static final int LEFT = 180;
    static final int RIGHT = 12;

    private static final double SECOND = 1_000;
    private static final List<Integer> STEPS = List.of(1, 2, 5, 10, 20, 30, 60, 120, 300, 600);
    private static final int MOST_TICKS = 14;

    /** More than any drill counts; beyond it round numbers would not fit. */
    private static final long MOST_VALUE = 1_000_000_000_000L;

    /**
     * A point of a curve.
     *
     * @param millis when, since the drill began
     * @param value how much
     */
    record Point(long millis, long value) {}

    /**
     * A strip of the drawing that values are drawn in.
     *
     * @param top its upper edge
     * @param height how high it is
     * @param most the value that reaches the upper edge
     */
    record Panel(int top, int height, long most) {

        int bottom() {
            return top + height;
        }

        double y(long value) {
            return bottom() - (double) Math.clamp(value, 0, most) / most * height;
        }
    }

    double x(long millis) {
        return LEFT + (double) millis / totalMillis * (WIDTH - LEFT - RIGHT);
    }

    /** The corners of a curve. */
    String curve(Panel panel, List<Point> points) {
        return points.stream()
                .map(point ->
                        Words.place(x(point.millis())) + "," + Words.place(panel.y(point.value())))
                .collect(Collectors.joining(" "));
    }

    /** The corners of what lies below a curve. */
    String area(Panel panel, List<Point> points) {
        var bottom = "," + panel.bottom();
        return Words.place(x(points.getFirst().millis()))
                + bottom
                + " "
                + curve(panel, points)
                + " "
                + Words.place(x(points.getLast().millis()))
                + bottom;
    }

    /** How many seconds lie between two ticks of the axis. */
    long tickSeconds() {
        for (var step : STEPS) {
            if (totalMillis / SECOND / step <= MOST_TICKS) {
                return step;
            }
        }
        return (long) Math.ceil(totalMillis / SECOND / MOST_TICKS);
    }

    /** A round number that is at least as much: a panel's upper edge. */
    static long roundUp(long value) {
        var wanted = Math.clamp(value, 1, MOST_VALUE);
        var unit = 1L;
        while (wanted > unit * 10) {
            unit *= 10;
        }
        for (var factor : List.of(1, 2, 3, 4, 5, 6, 8)) {
            if (unit * factor >= wanted) {
                return unit * factor;
            }
        }
        return unit * 10;
    }
}
