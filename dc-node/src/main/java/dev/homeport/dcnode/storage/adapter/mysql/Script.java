package dev.homeport.dcnode.storage.adapter.mysql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Statements that go to the server together and are worked off there in order, up to the first that
 * fails: one round trip for all of them. On a busy machine a batch's time is the number of its
 * round trips, each of which waits for its turn of the processor. Used by one thread, once.
 */
final class Script {

    /** Takes what a query found. */
    @FunctionalInterface
    interface Reader {
        void read(ResultSet rows) throws SQLException;
    }

    private record Step(String sql, @Nullable Reader reader) {}

    private final List<Step> steps = new ArrayList<>();
    private final List<Object> parameters = new ArrayList<>();

    /** Adds a statement; its values stand in the order of their marks. */
    Script run(String sql, Object... values) {
        return add(new Step(sql, null), List.of(values));
    }

    /** Adds a query. */
    Script ask(Reader reader, String sql, Object... values) {
        return add(new Step(sql, reader), List.of(values));
    }

    /**
     * Adds one statement for many rows; nothing when there are none.
     *
     * @param sql the statement, with {@code %s} where the rows stand
     * @param row the form of a row, with a mark for each of its values
     */
    <T> Script runForAll(
            String sql, String row, Collection<T> rows, Function<T, List<Object>> values) {
        return addForAll(sql.formatted(joined(row, ", ", rows)), null, rows, values);
    }

    /** Adds one query about many rows, as {@link #runForAll} does. */
    <T> Script askForAll(
            Reader reader,
            String sql,
            String row,
            Collection<T> rows,
            Function<T, List<Object>> values) {
        return addForAll(sql.formatted(joined(row, ", ", rows)), reader, rows, values);
    }

    /** Adds one query that is the union of one for each row; nothing when there are none. */
    <T> Script askEach(
            Reader reader, String query, Collection<T> rows, Function<T, List<Object>> values) {
        return addForAll(joined(query, " UNION ALL ", rows), reader, rows, values);
    }

    private static String joined(String row, String separator, Collection<?> rows) {
        return String.join(separator, Collections.nCopies(rows.size(), row));
    }

    private <T> Script addForAll(
            String sql,
            @Nullable Reader reader,
            Collection<T> rows,
            Function<T, List<Object>> values) {
        return rows.isEmpty()
                ? this
                : add(
                        new Step(sql, reader),
                        rows.stream().flatMap(each -> values.apply(each).stream()).toList());
    }

    private Script add(Step step, List<Object> values) {
        steps.add(step);
        parameters.addAll(values);
        return this;
    }

    /** Sends them and takes the answers. */
    void send(Connection connection) throws SQLException {
        var sql = steps.stream().map(Step::sql).collect(Collectors.joining("; "));
        try (var statement = connection.prepareStatement(sql)) {
            var at = 0;
            for (var parameter : parameters) {
                statement.setObject(++at, parameter);
            }
            var hasRows = statement.execute();
            for (var step : steps) {
                take(statement, step, hasRows);
                hasRows = statement.getMoreResults();
            }
        }
    }

    private static void take(PreparedStatement statement, Step step, boolean hasRows)
            throws SQLException {
        if (hasRows != (step.reader() != null)) {
            throw new SQLException(
                    "the server's answers do not match what was sent: " + step.sql());
        }
        if (step.reader() != null) {
            try (var rows = statement.getResultSet()) {
                step.reader().read(rows);
            }
        }
    }
}
