package dev.homeport.dcnode.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.homeport.dcnode.home.Tables;
import dev.homeport.vocabulary.RoutingTable;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TableFollowerTest {

    private final RoutingTable first = Tables.first();
    private final RoutingTable second = first.withTtl(Tables.CANADA, 5_000);
    private final TableKeeper keeper = new TableKeeper(first, table -> {});
    private final AtomicLong nowMillis = new AtomicLong(1_000);
    private final Replica near = new Replica("shanghai/4");
    private final Replica far = new Replica("canada/4");
    private final TableFollower follower =
            new TableFollower(
                    List.of(near, far),
                    keeper::current,
                    keeper,
                    () -> Tables.at(nowMillis.get()),
                    new SplittableRandom(1));

    @AfterEach
    void close() {
        follower.close();
    }

    @Test
    void newerTableIsHandedOnAndItsSourceNamed() {
        follower.start();

        near.say(new TableNews.Newer(second));

        await().until(() -> keeper.current().equals(second));
        assertThat(follower.status().source()).contains("shanghai/4");
        assertThat(follower.status().version()).isEqualTo(2);
        assertThat(near.watchedFrom).contains(1L);
    }

    @Test
    void replicaThatEndsIsLeftForTheNext() {
        far.say(new TableNews.Newer(second));
        near.hangUp();
        follower.start();

        await().until(() -> keeper.current().equals(second));
        assertThat(follower.status().source()).contains("canada/4");
    }

    @Test
    void nextWatchAsksForWhatIsNewerThanTheTableInHand() {
        near.say(new TableNews.Newer(second));
        near.hangUp();
        follower.start();

        await().untilAsserted(() -> assertThat(near.watchedFrom).contains(1L, 2L));
    }

    @Test
    void ageGrowsWhileNobodySaysAnything() {
        near.say(new TableNews.Still(1));
        follower.start();
        await().until(() -> follower.status().source().isPresent());

        near.hangUp();
        far.hangUp();
        nowMillis.addAndGet(60_000);

        await().untilAsserted(() -> {
            assertThat(follower.status().source()).isEmpty();
            assertThat(follower.status().trouble()).isPresent();
            assertThat(follower.status().ageMillis()).isEqualTo(60_000);
        });
    }

    @Test
    void tableThatItsTakerFailsOnDoesNotEndTheFollowing() {
        try (var clumsy =
                new TableFollower(
                        List.of(near),
                        keeper::current,
                        table -> {
                            keeper.accept(table);
                            throw new IllegalStateException("clumsy");
                        },
                        () -> Tables.at(0),
                        new SplittableRandom(1))) {
            near.say(new TableNews.Newer(second));
            clumsy.start();
            await().until(() -> keeper.current().equals(second));

            near.say(new TableNews.Newer(second.withTtl(Tables.CANADA, 6_000)));

            await().until(() -> keeper.current().version() == 3);
        }
    }

    private static final class Replica implements TableSource {

        private static final TableNews END = new TableNews.Still(-1);

        private final String name;
        private final BlockingQueue<TableNews> said = new LinkedBlockingQueue<>();
        private final BlockingQueue<Long> watchedFrom = new LinkedBlockingQueue<>();

        Replica(String name) {
            this.name = name;
        }

        void say(TableNews news) {
            said.add(news);
        }

        void hangUp() {
            said.add(END);
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Watch watch(long knownVersion) {
            watchedFrom.add(knownVersion);
            return new Watch() {
                private volatile boolean closed;

                @Override
                public TableNews next(Duration atMost) throws Silence, InterruptedException {
                    for (var left = atMost.toMillis(); left > 0 && !closed; left -= 10) {
                        var news = said.poll(10, TimeUnit.MILLISECONDS);
                        if (END.equals(news)) {
                            break;
                        }
                        if (news != null) {
                            return news;
                        }
                    }
                    throw new Silence("hung up");
                }

                @Override
                public void close() {
                    closed = true;
                }
            };
        }
    }
}
