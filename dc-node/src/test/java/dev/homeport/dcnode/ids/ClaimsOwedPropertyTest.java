package dev.homeport.dcnode.ids;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.dcnode.ids.ClaimsOwed.Due;
import dev.homeport.dcnode.ids.RegistrationMarks.Registered;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random lives of a log, with homes that come and go and restarts behind the cursor, beside a plain
 * list of what is owed.
 */
class ClaimsOwedPropertyTest {

    private static final int SHARDS = 8;
    private static final int SLICE = 16;
    private static final List<SiteLog> STREAMS =
            List.of(
                    new SiteLog(new SiteId("canada"), 1),
                    new SiteLog(new SiteId("canada"), 2),
                    new SiteLog(new SiteId("hongkong"), 1));

    /** What stands in the log: a registration, or the word that all up to an offset is settled. */
    private sealed interface Line {
        record Registration(SiteLog stream, Registered where) implements Line {}

        record Word(SiteLog stream, long upTo) implements Line {}

        record Other() implements Line {}
    }

    /** The log, whose cursor is what a restart keeps, and who follows it. */
    private static final class Life {
        final Random random;
        final int burst;
        final List<Line> log = new ArrayList<>();
        final Map<SiteLog, Long> offsets = new HashMap<>();
        final Map<Line.Registration, Long> toldAt = new HashMap<>();
        final Set<Line.Registration> unsettled = new HashSet<>();
        ClaimsOwed owed = new ClaimsOwed();
        Map<ShardId, Long> openSince = new HashMap<>();
        ShardSet open = ShardSet.none();
        long searched;
        long cursor;
        long nowMillis;

        Life(Random random, int burst) {
            this.random = random;
            this.burst = burst;
        }

        void write() {
            for (var i = random.nextInt(burst); i >= 0; i--) {
                var stream = STREAMS.get(random.nextInt(STREAMS.size()));
                var offset = offsets.merge(stream, 1L, Long::sum);
                log.add(
                        switch (random.nextInt(8)) {
                            case 0 -> new Line.Other();
                            case 1 ->
                                    random.nextInt(burst) == 0
                                            ? new Line.Word(stream, 1 + random.nextLong(offset))
                                            : new Line.Other();
                            default ->
                                    new Line.Registration(
                                            stream,
                                            new Registered(
                                                    offset,
                                                    log.size() + 1,
                                                    new ShardId(random.nextInt(SHARDS))));
                        });
            }
        }

        void read() {
            for (; searched < log.size(); searched++) {
                switch (log.get((int) searched)) {
                    case Line.Registration(var stream, var where) -> {
                        owed.registered(stream, where, nowMillis);
                        var told = new Line.Registration(stream, where);
                        toldAt.put(told, nowMillis);
                        unsettled.add(told);
                    }
                    case Line.Word(var stream, var upTo) -> {
                        owed.settled(stream, upTo);
                        unsettled.removeIf(each ->
                                each.stream().equals(stream) && each.where().offset() <= upTo);
                    }
                    case Line.Other() -> {}
                }
            }
        }

        void moveHomes(ShardSet to) {
            for (var number = 0; number < SHARDS; number++) {
                var shard = new ShardId(number);
                if (!to.contains(shard)) {
                    openSince.remove(shard);
                } else {
                    openSince.putIfAbsent(shard, nowMillis);
                }
            }
            open = to;
        }

        /** Confirms what is due; some rounds only, as if the coordinator went away. */
        void confirm(int rounds) {
            for (var i = 0; i < rounds; i++) {
                var due = owed.due(open, nowMillis);
                if (due.isEmpty()) {
                    return;
                }
                confirm(due.get());
            }
        }

        private void confirm(Due due) {
            var slice =
                    log.stream()
                            .filter(Line.Registration.class::isInstance)
                            .map(Line.Registration.class::cast)
                            .filter(each -> each.stream().equals(due.stream()))
                            .filter(each -> each.where().offset() >= due.mark().first())
                            .filter(each -> each.where().offset() <= due.mark().last())
                            .limit(SLICE)
                            .toList();
            assertThat(slice).isNotEmpty();
            for (var each : slice) {
                if (due.concerns(each.where())) {
                    assertThat(open.contains(each.where().shard())).isTrue();
                    assertThat(nowMillis - requireNonNull(openSince.get(each.where().shard())))
                            .isGreaterThanOrEqualTo(ClaimsOwed.PATIENCE_MILLIS);
                    if (burst == 1) {
                        assertThat(nowMillis - requireNonNull(toldAt.get(each)))
                                .isGreaterThanOrEqualTo(ClaimsOwed.PATIENCE_MILLIS);
                    }
                    unsettled.remove(each);
                }
            }
            var last = slice.getLast().where();
            owed.confirmed(
                    due,
                    last.offset(),
                    last.position() + 1,
                    slice.stream()
                            .map(Line.Registration::where)
                            .filter(each -> !due.concerns(each))
                            .toList());
        }

        void keepCursor() {
            var to = owed.settledThrough(searched);
            assertThat(to).isLessThanOrEqualTo(searched);
            for (var each : unsettled) {
                assertThat(each.where().position()).isGreaterThan(to);
            }
            cursor = Math.max(cursor, to);
        }

        void restart() {
            owed = new ClaimsOwed();
            searched = cursor;
            openSince = new HashMap<>();
            moveHomes(open);
            read();
        }
    }

    private static ShardSet some(Random random) {
        return ShardSet.matching(shard -> shard < SHARDS && random.nextInt(3) == 0);
    }

    private static Life live(Random random, int burst, int steps) {
        var life = new Life(random, burst);
        for (var step = 0; step < steps; step++) {
            life.nowMillis += random.nextInt(6_000);
            switch (random.nextInt(10)) {
                case 0 -> life.moveHomes(some(random));
                case 1 -> life.restart();
                case 2, 3, 4, 5 -> {
                    life.write();
                    life.read();
                }
                default -> life.confirm(random.nextInt(4));
            }
            // It looks at the homes all the time, also when nothing can be confirmed.
            var _ = life.owed.due(life.open, life.nowMillis);
            life.keepCursor();
        }
        return life;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void nothingIsForgottenAndNothingIsDoneTooEarly(long seed) {
        var random = new Random(seed);
        for (var i = 0; i < 20; i++) {
            assertAllIsSettledInTheEnd(live(random, 1, 300));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void norIsItWhenMoreIsOwedThanThereAreMarks(long seed) {
        assertAllIsSettledInTheEnd(live(new Random(seed), 300, 150));
    }

    private static void assertAllIsSettledInTheEnd(Life life) {
        life.moveHomes(ShardSet.all());
        life.restart();
        var _ = life.owed.due(life.open, life.nowMillis);
        life.nowMillis += ClaimsOwed.PATIENCE_MILLIS;
        life.confirm(Integer.MAX_VALUE);

        assertThat(life.unsettled).isEmpty();
        assertThat(life.owed.settledThrough(life.searched)).isEqualTo(life.log.size());
    }
}
