package dev.homeport.cli.adapter.jvm;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Interrupts the thread that made it when this JVM is told to end, by Ctrl-C or SIGTERM, and has
 * the JVM wait until this is closed: whatever the thread has started by then, it ends first. For
 * that one thread.
 */
public final class ToldToEnd implements AutoCloseable {

    private static final long END_BOUND_SECONDS = 90;

    private final CountDownLatch over = new CountDownLatch(1);

    private ToldToEnd() {}

    /** From now on the calling thread is interrupted at the end of the JVM. */
    public static ToldToEnd interruptsThisThread() {
        var told = new ToldToEnd();
        var thread = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> told.end(thread), "end the fleet"));
        return told;
    }

    private void end(Thread thread) {
        thread.interrupt();
        try {
            // False when the bound has passed: the next start ends what is left then.
            var _ = over.await(END_BOUND_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        over.countDown();
    }
}
