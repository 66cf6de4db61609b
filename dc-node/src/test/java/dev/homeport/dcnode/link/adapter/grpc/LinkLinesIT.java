package dev.homeport.dcnode.link.adapter.grpc;

import static dev.homeport.dcnode.home.Tables.CANADA;
import static dev.homeport.dcnode.home.Tables.SHANGHAI;
import static dev.homeport.dcnode.link.adapter.grpc.ServedCanada.PEER;
import static dev.homeport.dcnode.link.adapter.grpc.ServedCanada.identity;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.homeport.dcnode.home.adapter.os.SystemClocks;
import dev.homeport.dcnode.home.move.MoveRules;
import dev.homeport.dcnode.link.Links;
import dev.homeport.dcnode.link.adapter.file.LinkJournal;
import dev.homeport.dcnode.link.pull.LinkState;
import dev.homeport.dcnode.link.pull.LinkStatus;
import dev.homeport.dcnode.link.pull.PullOrigin;
import dev.homeport.dcnode.link.simulated.LinkedLogs;
import dev.homeport.quorumqueue.testing.InMemoryQueue;
import dev.homeport.vocabulary.SiteLog;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Canada serves, Shanghai pulls: over mutual TLS, by way of a relay. */
@Timeout(60)
class LinkLinesIT {

    private static final SiteLog STREAM = new SiteLog(CANADA, 1);

    @TempDir private Path folder;
    private final InMemoryQueue here = LinkedLogs.of(SHANGHAI);
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private ServedCanada canada;

    @BeforeEach
    void begin() throws Exception {
        canada = new ServedCanada(folder, 177);
    }

    @AfterEach
    void end() throws Exception {
        canada.close();
        assertThat(failures).isEmpty();
    }

    private Links pull(Path journal) throws Exception {
        var made = PullOrigin.usual(SHANGHAI, List.of(PEER), 7);
        var steps = canada.open(LinkJournal.begin(journal, made, 64 << 20, warnings::add));
        var links =
                new Links(
                        made,
                        MoveRules.ALL,
                        here,
                        here::mirror,
                        Map::of,
                        canada.calls(canada.shanghai()),
                        new SystemClocks(),
                        steps,
                        new SplittableRandom(1),
                        warnings::add,
                        failures::add);
        canada.open(links);
        links.start();
        return links;
    }

    private static LinkStatus link(Links links) {
        return links.status().getFirst();
    }

    private boolean isHere() {
        return Objects.equals(canada.log().streams().get(STREAM), here.streams().get(STREAM));
    }

    private static void awaitState(Links links, LinkState state) {
        await().atMost(Duration.ofSeconds(20)).until(() -> link(links).state() == state);
    }

    @Test
    void entriesComeCompressedOverServersThatStopAndTheJournalReplaysAlike() throws Exception {
        var journal = folder.resolve("link-journal");
        LinkedLogs.append(canada.log(), 3_000, 1_000);
        var links = pull(journal);
        await().atMost(Duration.ofSeconds(20)).until(this::isHere);
        assertThat(canada.relay().bytesBack()).as("of three million").isLessThan(1_000_000);
        awaitState(links, LinkState.IDLE);

        canada.stop();
        LinkedLogs.append(canada.log(), 200, 100);
        awaitState(links, LinkState.DOWN);
        canada.serve(identity(LinkedLogs.FLEET, CANADA, "full", 1));
        await().atMost(Duration.ofSeconds(20)).until(this::isHere);
        awaitState(links, LinkState.IDLE);

        assertThat(here.lastPosition()).isEqualTo(3_200);
        assertThat(link(links).mirroredEntries()).isEqualTo(3_200);
        assertThat(link(links).via()).hasValue(CANADA);
        assertThat(links.refusedInputs()).isZero();
        assertThat(warnings).isEmpty();
        canada.closeOpened();
        var replayed = LinkJournal.replay(journal);
        assertThat(replayed.difference()).isEmpty();
        assertThat(replayed.steps()).isGreaterThan(50);
    }

    @Test
    void heldConnectionIsShownDownWithinThreeSecondsAndGoesOnWhereItWas() throws Exception {
        LinkedLogs.append(canada.log(), 10, 100);
        var links = pull(folder.resolve("link-journal"));
        awaitState(links, LinkState.IDLE);

        canada.relay().hold(true);
        var heldNanos = System.nanoTime();
        awaitState(links, LinkState.DOWN);
        var downMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - heldNanos);
        assertThat(downMillis).isLessThan(3_300);
        LinkedLogs.append(canada.log(), 10, 100);
        await().until(() -> link(links).dials() > 1);
        canada.relay().hold(false);
        await().atMost(Duration.ofSeconds(20)).until(this::isHere);
        assertThat(here.lastPosition()).isEqualTo(20);

        canada.relay().cut();
        LinkedLogs.append(canada.log(), 10, 100);
        await().atMost(Duration.ofSeconds(20)).until(this::isHere);
        assertThat(here.lastPosition()).isEqualTo(30);
    }

    @Test
    void garbageAndHalfOpenConnectionsAreSurvived() throws Exception {
        for (var i = 0; i < 50; i++) {
            canada.open(new Socket(canada.listening().getAddress(), canada.listening().getPort()));
            try (var garbage =
                    new Socket(canada.listening().getAddress(), canada.listening().getPort())) {
                garbage.getOutputStream()
                        .write(
                                "PRI * HTTP/2.0\r\n\r\n"
                                        .repeat(20)
                                        .getBytes(StandardCharsets.US_ASCII));
            }
        }
        LinkedLogs.append(canada.log(), 5, 10);
        var links = pull(folder.resolve("link-journal"));
        await().until(this::isHere);
        assertThat(link(links).dials()).isEqualTo(1);
    }
}
