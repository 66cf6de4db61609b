package dev.homeport.process.app;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Sends everything that is logged to standard output, a line each. Stateless. */
public final class Logging {

    /** Kept, since the JDK forgets loggers that nobody holds, and their levels with them. */
    private static final Logger OURS = Logger.getLogger("dev.homeport");

    private Logging() {}

    /** From now on everything goes there: warnings of libraries, and what is ours. */
    public static void toStandardOutput() {
        LogManager.getLogManager().reset();
        var root = Logger.getLogger("");
        root.setLevel(Level.WARNING);
        OURS.setLevel(Level.INFO);
        root.addHandler(new ToStream(System.out));
    }

    /** Writes a line for the operator. */
    public static void info(String line) {
        OURS.info(line);
    }

    private static final class ToStream extends Handler {

        private final PrintStream out;
        private final Formatter formatter = new Line();

        ToStream(PrintStream out) {
            this.out = new PrintStream(out, true, StandardCharsets.UTF_8);
        }

        @Override
        public void publish(LogRecord entry) {
            if (isLoggable(entry)) {
                out.println(formatter.format(entry));
            }
        }

        @Override
        public void flush() {
            out.flush();
        }

        @Override
        public void close() {
            out.flush();
        }
    }

    private static final class Line extends Formatter {

        private static final int STACK_LINES = 12;

        @Override
        public String format(LogRecord entry) {
            var line =
                    new StringBuilder()
                            .append(Instant.ofEpochMilli(entry.getMillis()))
                            .append(' ')
                            .append(entry.getLevel().getName())
                            .append(' ')
                            .append(shortName(entry.getLoggerName()))
                            .append(": ")
                            .append(formatMessage(entry).replace('\n', ' '));
            var thrown = entry.getThrown();
            var joint = "; ";
            for (var cause = thrown; cause != null; cause = cause.getCause()) {
                line.append(joint).append(cause);
                joint = "; because of ";
            }
            if (thrown != null && entry.getLevel().intValue() >= Level.SEVERE.intValue()) {
                var stack = thrown.getStackTrace();
                for (var i = 0; i < Math.min(STACK_LINES, stack.length); i++) {
                    line.append("\n    at ").append(stack[i]);
                }
            }
            return line.toString();
        }

        private static String shortName(String logger) {
            return logger == null ? "-" : logger.substring(logger.lastIndexOf('.') + 1);
        }
    }
}
