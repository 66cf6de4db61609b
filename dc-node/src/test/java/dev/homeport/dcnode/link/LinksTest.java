package dev.homeport.dcnode.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.homeport.dcnode.home.Tables;
import dev.homeport.dcnode.home.adapter.os.SystemClocks;
import dev.homeport.dcnode.home.move.MoveRules;
import dev.homeport.dcnode.home.opening.Pause;
import dev.homeport.dcnode.home.opening.PauseWord;
import dev.homeport.dcnode.link.pull.Ask;
import dev.homeport.dcnode.link.pull.LinkState;
import dev.homeport.dcnode.link.pull.PullOrigin;
import dev.homeport.dcnode.link.pull.Word;
import dev.homeport.dcnode.link.serve.Shipper;
import dev.homeport.dcnode.link.serve.StreamTail;
import dev.homeport.dcnode.link.simulated.LinkedLogs;
import dev.homeport.quorumqueue.MirrorBatch;
import dev.homeport.quorumqueue.MirrorResult;
import dev.homeport.quorumqueue.testing.InMemoryQueue;
import dev.homeport.vocabulary.NodeName;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The shell around the machine, with real time and threads. */
@Timeout(30)
class LinksTest {

    private static final SiteLog STREAM = new SiteLog(Tables.CANADA, 1);

    private final InMemoryQueue here = LinkedLogs.of(Tables.SHANGHAI);
    private final InMemoryQueue there = LinkedLogs.of(Tables.CANADA);
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger appends = new AtomicInteger();
    private final Dialler dialler = new Dialler();
    private volatile MirrorSink sink = here::mirror;
    private volatile Map<SiteId, Pause> pauses = Map.of();
    private final Links links =
            new Links(
                    PullOrigin.usual(Tables.SHANGHAI, List.of(new NodeName(Tables.CANADA, 1)), 1),
                    MoveRules.ALL,
                    here,
                    this::append,
                    () -> pauses,
                    dialler,
                    new SystemClocks(),
                    _ -> {},
                    new SplittableRandom(1),
                    warnings::add,
                    failures::add);

    private CompletionStage<MirrorResult> append(MirrorBatch batch, Duration deadline) {
        appends.incrementAndGet();
        return sink.append(batch, deadline);
    }

    @AfterEach
    void close() {
        links.close();
        assertThat(failures).isEmpty();
        assertThat(links.refusedInputs()).isZero();
    }

    private boolean isHere() {
        return Objects.equals(there.streams().get(STREAM), here.streams().get(STREAM));
    }

    @Test
    void whatIsThereComesHereOnce() {
        LinkedLogs.append(there, 50, 100);
        links.start();
        await().until(this::isHere);
        await().until(() -> links.status().getFirst().state() == LinkState.IDLE);
        assertThat(links.status().getFirst().mirroredEntries()).isEqualTo(50);
        assertThat(here.lastPosition()).isEqualTo(50);
        assertThat(warnings).isEmpty();
    }

    @Test
    void nothingComesFromAnOriginThatIsPausedUntilItIsPulledAgain() {
        var frozen = new PauseWord(PauseWord.Kind.FROZEN, STREAM, 0, 2);
        pauses = Map.of(Tables.CANADA, new Pause(frozen, 1));
        LinkedLogs.append(there, 5, 100);
        links.start();
        await().until(() -> links.status().getFirst().detail().contains("paused"));
        await().until(() -> links.status().getFirst().lagEntries().orElse(0) == 5);
        assertThat(links.status().getFirst().state()).isEqualTo(LinkState.UP);
        assertThat(appends).hasValue(0);
        pauses = Map.of();
        await().until(this::isHere);
    }

    @Test
    void appendThatFailsIsTriedAgain() {
        LinkedLogs.append(there, 5, 100);
        sink = (_, _) -> CompletableFuture.failedFuture(new IllegalStateException("broken"));
        links.start();
        await().until(() -> links.status().getFirst().detail().contains("broken"));
        assertThat(links.status().getFirst().state()).isEqualTo(LinkState.UP);
        sink = here::mirror;
        await().until(this::isHere);
        await().until(() -> links.status().getFirst().detail().isEmpty());
        assertThat(appends.get()).isGreaterThan(1);
    }

    @Test
    void linesThatEndedAreForgottenAndThoseThatDidNotAreEndedOnClosing() {
        links.start();
        for (var lines = 1; lines <= 3; lines++) {
            var atLeast = lines;
            await().until(() -> dialler.lines.size() >= atLeast);
            dialler.lines.getLast().end();
        }
        await().until(() -> dialler.lines.size() >= 4);
        links.close();
        assertThat(dialler.lines.subList(0, 3)).allMatch(line -> line.hungUp.get() == 0);
        assertThat(dialler.lines.getLast().hungUp).hasValue(1);
    }

    /** Serves the log there in the thread that asks. */
    private final class Dialler implements LinkDialler {

        private final List<Dialled> lines = new CopyOnWriteArrayList<>();

        @Override
        public Line dial(NodeName peer, SiteId origin, Ear ear) {
            var line = new Dialled(new Shipper(there, origin, new StreamTail()), ear);
            lines.add(line);
            line.pump();
            return line;
        }
    }

    private static final class Dialled implements LinkDialler.Line {

        private final Shipper shipper;
        private final LinkDialler.Ear ear;
        private final AtomicInteger hungUp = new AtomicInteger();

        Dialled(Shipper shipper, LinkDialler.Ear ear) {
            this.shipper = shipper;
            this.ear = ear;
        }

        private void pump() {
            for (var word = shipper.next(0); word.isPresent(); word = shipper.next(0)) {
                heard(word.get());
            }
        }

        private void heard(Word word) {
            ear.heard(word);
        }

        void end() {
            ear.ended("told so");
        }

        @Override
        public void say(Ask ask) {
            shipper.ask(ask);
            pump();
        }

        @Override
        public void hangUp() {
            hungUp.incrementAndGet();
        }
    }
}
