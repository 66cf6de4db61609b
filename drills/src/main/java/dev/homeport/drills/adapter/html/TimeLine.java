package dev.homeport.drills.adapter.html;

import static dev.homeport.drills.adapter.html.Timed.SECOND_MILLIS;

import dev.homeport.drills.adapter.html.Drawing.Panel;
import dev.homeport.drills.adapter.html.Drawing.Point;
import dev.homeport.drills.adapter.html.Timed.Second;
import java.util.List;

/**
 * The course of a drill as one drawing: its phases, what the users of each site were told second by
 * second, and how far each stream was behind. Every site and every stream has a strip of its own
 * and all of one sort have one scale, so nothing has to be told apart by its colour. For one
 * thread.
 */
final class TimeLine {

    private static final int BAND = 24;
    private static final int GAP = 18;
    private static final int SITE_HEIGHT = 84;
    private static final int STREAM_HEIGHT = 44;
    private static final int AXIS = 26;
    private static final int MARK = 4;
    private static final double LETTER = 6.6;
    private static final int END = Drawing.WIDTH - Drawing.RIGHT;

    private final Timed course;
    private final Drawing drawing;
    private final Pen pen;

    private TimeLine(Timed course, Pen pen) {
        this.course = course;
        this.drawing = new Drawing(course.endMillis());
        this.pen = pen;
    }

    /** Draws the course of a drill, which is longer than no time, on a page. */
    static void draw(Timed course, Markup page) {
        var height =
                BAND
                        + course.sites().size() * (GAP + SITE_HEIGHT)
                        + course.streams().size() * (GAP + STREAM_HEIGHT)
                        + AXIS;
        page.open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "viewBox",
                "0 0 " + Drawing.WIDTH + " " + height,
                "role",
                "img",
                "aria-label",
                "Phases, acknowledgements per second of each site's users, and lag of each stream");
        new TimeLine(course, new Pen(page)).draw(height - AXIS);
        page.close();
    }

    private void draw(int bottom) {
        phases(bottom);
        axis(bottom);
        var top = BAND + GAP;
        var mostTold = Drawing.roundUp(Math.max(course.demanded(), course.mostAcknowledged()));
        for (var site : course.sites().entrySet()) {
            site(new Panel(top, SITE_HEIGHT, mostTold), site.getKey(), site.getValue());
            top += SITE_HEIGHT + GAP;
        }
        var mostBehind = Drawing.roundUp(course.mostEntries());
        for (var stream : course.streams().entrySet()) {
            var panel = new Panel(top, STREAM_HEIGHT, mostBehind);
            frame(panel, stream.getKey(), "entries behind");
            pen.curve("lag", stream.getKey(), drawing.curve(panel, stream.getValue()));
            top += STREAM_HEIGHT + GAP;
        }
    }

    private void phases(int bottom) {
        pen.label("phases", 0, BAND - 8);
        for (var index = 0; index < course.phases().size(); index++) {
            var phase = course.phases().get(index);
            var from = drawing.x(phase.from());
            var width = Math.max(0, drawing.x(phase.to()) - from);
            pen.titled(index % 2 == 0 ? "band" : "plain", phase.name(), from, 0, width, bottom);
            pen.line("edge", from, 0, from, bottom);
            pen.label(label(phase.name(), index + 1, width), from + MARK, BAND - 8);
        }
    }

    /** A phase that is too short for its name has its number, by which the table has it too. */
    private static String label(String name, int number, double width) {
        if (name.length() * LETTER + 2 * MARK <= width) {
            return name;
        }
        var digits = Integer.toString(number);
        return digits.length() * LETTER + MARK <= width ? digits : "";
    }

    private void axis(int y) {
        pen.line("axis", Drawing.LEFT, y, END, y);
        var step = drawing.tickSeconds() * SECOND_MILLIS;
        for (var at = 0L; at <= drawing.totalMillis(); at += step) {
            var x = drawing.x(at);
            pen.line("axis", x, y, x, y + MARK);
            pen.small(at / SECOND_MILLIS + " s", x, y + 18, at == 0 ? "start" : "middle");
        }
    }

    private void frame(Panel panel, String name, String unit) {
        pen.line("axis", Drawing.LEFT, panel.bottom(), END, panel.bottom());
        pen.label(name, 0, panel.top() + 20);
        pen.small(unit, 0, panel.top() + 35, "start");
        pen.small(Words.number(panel.most()), Drawing.LEFT - MARK, panel.top() + 10, "end");
        pen.small("0", Drawing.LEFT - MARK, panel.bottom(), "end");
    }

    private void site(Panel panel, String name, List<Second> seconds) {
        var points =
                seconds.stream()
                        .map(one ->
                                new Point(
                                        one.t() * SECOND_MILLIS + SECOND_MILLIS / 2,
                                        one.acknowledged()))
                        .toList();
        frame(panel, name, "acknowledged a second");
        pen.area(drawing.area(panel, points));
        if (course.demanded() > 0) {
            var y = panel.y(course.demanded());
            pen.line("demanded", Drawing.LEFT, y, END, y);
        }
        pen.curve("acknowledged", name, drawing.curve(panel, points));
        seconds.forEach(second -> second(panel, name, second));
    }

    private void second(Panel panel, String site, Second second) {
        var from = drawing.x(second.t() * SECOND_MILLIS);
        var width = drawing.x((second.t() + 1) * SECOND_MILLIS) - from;
        var middle = from + width / 2;
        if (second.counts()) {
            pen.box("judged", from, panel.bottom() + 1, width, 3);
        }
        if (second.refused() > 0) {
            pen.box("refused", middle - MARK, panel.top(), 2 * MARK, 2 * MARK);
        }
        if (second.unknown() > 0) {
            var y = panel.top() + 3 * MARK;
            pen.line("unknown", middle - MARK, y, middle + MARK, y + 2 * MARK);
            pen.line("unknown", middle - MARK, y + 2 * MARK, middle + MARK, y);
        }
        var title =
                site
                        + ", second "
                        + second.t()
                        + ": "
                        + second.acknowledged()
                        + " acknowledged, "
                        + second.refused()
                        + " refused, "
                        + second.unknown()
                        + " unknown"
                        + (second.counts() ? "" : "; not judged");
        pen.titled("hover", title, from, panel.top(), width, panel.height());
    }
}
