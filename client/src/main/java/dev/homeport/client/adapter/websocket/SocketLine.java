package dev.homeport.client.adapter.websocket;

import dev.homeport.client.adapter.json.Frames;
import dev.homeport.client.adapter.json.UnreadableAnswerException;
import dev.homeport.client.session.ClientFrame;
import dev.homeport.client.session.SessionInput;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket. What comes in goes to the session one frame at a time; what goes out waits for the
 * frame before it. Methods are called on the thread of all sessions, callbacks come from the HTTP
 * client's threads and only hand over.
 */
final class SocketLine implements WebSocket.Listener {

    private static final int NO_CLOSE_CODE = 1006;
    private static final int NORMAL = 1000;
    private static final int LONGEST_FRAME = 256 * 1024;
    private static final int MOST_WAITING = 1_024;
    private static final int CLOSE_SECONDS = 2;

    private final SocketSession session;
    private final long connection;
    private final ScheduledExecutorService loop;

    // The loop's own.
    private final Deque<String> outgoing = new ArrayDeque<>();
    private @Nullable WebSocket socket;
    private boolean writing;
    private boolean closing;

    // The HTTP client calls back one at a time.
    private final StringBuilder part = new StringBuilder();

    SocketLine(SocketSession session, long connection, ScheduledExecutorService loop) {
        this.session = session;
        this.connection = connection;
        this.loop = loop;
    }

    void open(HttpClient http, URI address, Duration deadline) {
        var _ =
                http.newWebSocketBuilder()
                        .connectTimeout(deadline)
                        .buildAsync(address, this)
                        .whenComplete((opened, failure) -> {
                            var posted = session.post(() -> opened(opened, failure));
                            if (!posted && opened != null) {
                                opened.abort();
                            }
                        });
    }

    private void opened(@Nullable WebSocket opened, @Nullable Throwable failure) {
        if (opened == null) {
            session.step(new SessionInput.Broken(connection, NO_CLOSE_CODE, reason(failure)));
        } else if (closing) {
            opened.abort();
        } else {
            socket = opened;
            session.step(new SessionInput.Opened(connection));
        }
    }

    private static String reason(@Nullable Throwable failure) {
        var cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof WebSocketHandshakeException refused) {
            return "the site answered " + refused.getResponse().statusCode();
        }
        return "no connection (" + cause + ")";
    }

    void write(ClientFrame frame) {
        if (closing) {
            return;
        }
        if (outgoing.size() >= MOST_WAITING) {
            session.post(() -> {
                broken(NO_CLOSE_CODE, "the site does not read");
                abort();
            });
            return;
        }
        outgoing.add(Frames.write(frame));
        writeNext();
    }

    private void writeNext() {
        var open = socket;
        if (open == null || writing) {
            return;
        }
        var next = outgoing.poll();
        if (next != null) {
            writing = true;
            var _ =
                    open.sendText(next, true)
                            .whenComplete((_, failure) -> session.post(() -> written(failure)));
        } else if (closing) {
            var _ =
                    open.sendClose(NORMAL, "")
                            .whenComplete((_, _) -> session.post(this::abortLater));
        }
    }

    private void written(@Nullable Throwable failure) {
        writing = false;
        if (failure == null) {
            writeNext();
        } else {
            broken(NO_CLOSE_CODE, reason(failure));
            abort();
        }
    }

    /** Closes once what waits is written, and in any case soon. */
    void close() {
        if (!closing) {
            closing = true;
            writeNext();
            abortLater();
        }
    }

    private void abortLater() {
        try {
            var _ = loop.schedule(this::abort, CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (RejectedExecutionException e) {
            abort();
        }
    }

    private void abort() {
        closing = true;
        outgoing.clear();
        var open = socket;
        if (open != null) {
            open.abort();
        }
    }

    private void broken(int code, String detail) {
        session.step(new SessionInput.Broken(connection, code, detail));
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
        part.append(text);
        if (part.length() > LONGEST_FRAME) {
            from.abort();
            session.post(() -> broken(NO_CLOSE_CODE, "the site sent a frame that is too long"));
            return null;
        }
        if (!last) {
            from.request(1);
            return null;
        }
        var frame = part.toString();
        part.setLength(0);
        session.post(() -> {
            heard(frame);
            from.request(1);
        });
        return null;
    }

    private void heard(String text) {
        try {
            session.step(
                    Frames.read(text)
                            .<SessionInput>map(frame -> new SessionInput.Heard(connection, frame))
                            .orElseGet(() -> new SessionInput.Stirred(connection)));
        } catch (UnreadableAnswerException e) {
            broken(NO_CLOSE_CODE, "the site does not speak as agreed: " + e.getMessage());
            abort();
        }
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
        session.post(() -> session.step(new SessionInput.Stirred(connection)));
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        session.post(() -> {
            broken(code, "the site closed: " + code + " " + reason);
            abort();
        });
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        session.post(() -> {
            broken(NO_CLOSE_CODE, reason(failure));
            abort();
        });
    }
}
