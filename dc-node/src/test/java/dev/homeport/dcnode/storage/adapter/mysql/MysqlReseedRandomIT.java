package dev.homeport.dcnode.storage.adapter.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.dcnode.fixture.TestDatabase;
import dev.homeport.dcnode.fixture.TestSite;
import dev.homeport.vocabulary.ShardSet;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random logs: a view some of whose shards are built again at random moments, by steps between
 * batches, ends as one that was never touched.
 */
class MysqlReseedRandomIT {

    private static final int ENTRIES = 400;

    private static TestDatabase server;

    @BeforeAll
    static void startServer(@TempDir Path folder) {
        server = TestDatabase.start(folder, "127.180.1.2", 24_321);
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aViewThatIsBuiltAgainEndsAsOneThatNeverWas(long seed) throws Exception {
        var random = new Random(seed);
        var site = new TestSite();
        new RandomLog(site, random).write(ENTRIES);
        server.reset();
        List<String> untouched;
        try (var view = new RebuiltView(server, site.queue())) {
            view.applyAll();
            assertThat(view.flagged()).isEmpty();
            assertThat(view.sumsAreThoseOfTheRows()).isTrue();
            untouched = view.rows();
        }
        server.reset();
        try (var view = new RebuiltView(server, site.queue())) {
            for (var goesOn = true; goesOn; ) {
                goesOn = view.apply(1 + random.nextInt(40));
                if (random.nextInt(5) == 0) {
                    view.flag(some(random));
                }
                for (var steps = random.nextInt(3); steps > 0; steps--) {
                    view.step();
                }
            }
            view.rebuild();

            assertThat(view.flagged()).isEmpty();
            assertThat(view.rows()).isEqualTo(untouched);
            assertThat(view.sumsAreThoseOfTheRows()).isTrue();
        }
    }

    private static ShardSet some(Random random) {
        return RandomLog.shards().filter(_ -> random.nextInt(3) == 0);
    }
}
