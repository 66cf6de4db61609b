package dev.homeport.quorumqueue.process;

import dev.homeport.quorumqueue.Admission;
import dev.homeport.quorumqueue.AppendResult;
import dev.homeport.quorumqueue.CursorResult;
import dev.homeport.quorumqueue.Draft;
import dev.homeport.quorumqueue.EntryId;
import dev.homeport.quorumqueue.IdJudge;
import dev.homeport.quorumqueue.Payload;
import dev.homeport.quorumqueue.QuorumQueue;
import dev.homeport.quorumqueue.ReadLimit;
import dev.homeport.quorumqueue.Setback;
import dev.homeport.quorumqueue.app.ReplicaProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * A process that carries one replica and does what it is told on standard input, one command a
 * line; it answers each with one line.
 *
 * <pre>
 * append TYPE ID BYTES      → APPENDED offset | REFUSED | NOT_LEADER node | OVERLOADED | UNKNOWN …
 * load PREFIX IN_FLIGHT BYTES → OK; then ACK ID OFFSET lines, while it leads, until "halt-load"
 * bench SECONDS IN_FLIGHT BYTES → BENCH count perSecond p50Micros p99Micros maxMicros failed
 * cursor NAME POSITION      → MOVED position | …
 * status                    → STATUS leading term leader lastPosition logBytes
 * ids FROM                  → IDS id,id,…
 * cursors                   → CURSORS name=position,…
 * end                       → END lastOffset hash
 * </pre>
 */
public final class ReplicaMain {

    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final long RETRY_MILLIS = 50;

    /** With this system property nothing that is left to the JVM's common pool is ever done. */
    static final String HELD_POOL = "homeport.test.held-pool";

    private final QuorumQueue queue;
    private final AtomicBoolean loading = new AtomicBoolean();

    private ReplicaMain(QuorumQueue queue) {
        this.queue = queue;
    }

    /** Takes the properties file, and the entry types that the judge knows. */
    public static void main(String[] args) throws IOException {
        if (Boolean.getBoolean(HELD_POOL)) {
            holdCommonPool();
        }
        var known =
                Arrays.stream(args[1].split(",", -1))
                        .map(Integer::valueOf)
                        .collect(Collectors.toUnmodifiableSet());
        var queue = ReplicaProcess.run(Path.of(args[0]), System.getenv(), new IdJudge(known));
        say("STARTED");
        new ReplicaMain(queue).obey();
        // Nobody speaks to it any more: the test has ended, or died.
        Runtime.getRuntime().halt(1);
    }

    private static void holdCommonPool() {
        var pool = ForkJoinPool.commonPool();
        for (var worker = 0; worker < ForkJoinPool.getCommonPoolParallelism(); worker++) {
            // Not by a way that the pool knows to be blocking: it would start a worker more.
            pool.execute(() -> {
                while (true) {
                    LockSupport.park();
                }
            });
        }
    }

    private static synchronized void say(String line) {
        System.out.println(line);
    }

    private void obey() throws IOException {
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            var words = line.split(" ", -1);
            switch (words[0]) {
                case "append" ->
                        say(result(append(Integer.parseInt(words[1]), words[2], words[3])));
                case "load" -> load(words[1], Integer.parseInt(words[2]), words[3]);
                case "halt-load" -> {
                    loading.set(false);
                    say("OK");
                }
                case "bench" ->
                        say(
                                bench(
                                        Integer.parseInt(words[1]),
                                        Integer.parseInt(words[2]),
                                        words[3]));
                case "cursor" -> say(cursor(words[1], Long.parseLong(words[2])));
                case "status" -> say(status());
                case "ids" -> say("IDS " + ids(Long.parseLong(words[1])));
                case "cursors" ->
                        say(
                                "CURSORS "
                                        + queue.cursors().entrySet().stream()
                                                .map(c -> c.getKey() + "=" + c.getValue())
                                                .sorted()
                                                .collect(Collectors.joining(",")));
                case "end" -> {
                    var end = queue.status().streams().getFirst();
                    say("END " + end.lastOffset() + " " + end.hash());
                }
                default -> say("WHAT");
            }
        }
    }

    private CompletionStage<AppendResult> append(int type, String id, String bytes) {
        var payload = new byte[Integer.parseInt(bytes)];
        Arrays.fill(payload, (byte) 'x');
        return queue.append(
                new Draft(type, 0, new EntryId(id), Payload.copyOf(payload)),
                Admission.ORDINARY,
                DEADLINE);
    }

    private static String result(CompletionStage<AppendResult> stage) {
        return switch (stage.toCompletableFuture().join()) {
            case AppendResult.Appended appended -> "APPENDED " + appended.address().offset();
            case AppendResult.Unsupported _ -> "UNSUPPORTED";
            case Setback.NotLeader(var leader) -> "NOT_LEADER " + leader.orElse(0);
            case Setback.Overloaded(var limit, _) -> "OVERLOADED " + limit;
            case Setback.Unknown(var reason) -> "UNKNOWN " + reason;
        };
    }

    /** Appends PREFIX1, PREFIX2, … with some in flight, and says which were acknowledged. */
    private void load(String prefix, int inFlight, String bytes) {
        loading.set(true);
        say("OK");
        Thread.ofVirtual()
                .start(() -> {
                    var permits = new Semaphore(inFlight);
                    for (var i = 1; loading.get(); i++) {
                        permits.acquireUninterruptibly();
                        var id = prefix + i;
                        var _ =
                                append(IdJudge.FACT, id, bytes)
                                        .thenAccept(result -> {
                                            acknowledge(id, result, permits);
                                        });
                    }
                });
    }

    private static void acknowledge(String id, AppendResult result, Semaphore permits) {
        if (result instanceof AppendResult.Appended appended) {
            say("ACK " + id + " " + appended.address().offset());
            permits.release();
        } else {
            CompletableFuture.delayedExecutor(RETRY_MILLIS, TimeUnit.MILLISECONDS)
                    .execute(permits::release);
        }
    }

    private String bench(int seconds, int inFlight, String bytes) {
        var permits = new Semaphore(inFlight);
        var micros = new ConcurrentLinkedQueue<Long>();
        var failed = new AtomicInteger();
        var begin = System.nanoTime();
        var end = begin + TimeUnit.SECONDS.toNanos(seconds);
        for (var i = 1; System.nanoTime() < end; i++) {
            permits.acquireUninterruptibly();
            var sent = System.nanoTime();
            var _ =
                    append(IdJudge.FACT, "bench-" + begin + "-" + i, bytes)
                            .thenAccept(result -> {
                                if (result instanceof AppendResult.Appended) {
                                    micros.add((System.nanoTime() - sent) / 1000);
                                } else {
                                    failed.incrementAndGet();
                                }
                                permits.release();
                            });
        }
        permits.acquireUninterruptibly(inFlight);
        var elapsed = System.nanoTime() - begin;
        var sorted = micros.stream().mapToLong(Long::longValue).sorted().toArray();
        if (sorted.length == 0) {
            return "BENCH 0 0 0 0 0 " + failed;
        }
        return "BENCH "
                + sorted.length
                + " "
                + sorted.length * 1_000_000_000L / elapsed
                + " "
                + sorted[sorted.length / 2]
                + " "
                + sorted[sorted.length * 99 / 100]
                + " "
                + sorted[sorted.length - 1]
                + " "
                + failed;
    }

    private String cursor(String name, long position) {
        return switch (queue.advanceCursor(name, position, DEADLINE).toCompletableFuture().join()) {
            case CursorResult.Moved(_, var reached) -> "MOVED " + reached;
            case CursorResult other -> other.toString();
        };
    }

    private String status() {
        var status = queue.status();
        var leadership = status.leadership();
        return "STATUS "
                + leadership.leading()
                + " "
                + leadership.term()
                + " "
                + leadership.leader().orElse(0)
                + " "
                + status.lastPosition()
                + " "
                + status.logBytes();
    }

    private String ids(long from) {
        var ids = new StringBuilder();
        for (var position = from; position <= queue.lastPosition(); ) {
            for (var judged : queue.read(position, ReadLimit.DEFAULT)) {
                ids.append(ids.isEmpty() ? "" : ",").append(judged.entry().id());
                position = judged.entry().position() + 1;
            }
        }
        return ids.toString();
    }
}
