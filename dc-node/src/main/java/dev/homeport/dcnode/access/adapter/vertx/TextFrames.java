package dev.homeport.dcnode.access.adapter.vertx;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Puts the frames of a client's text messages together, stricter than Vert.x does: bytes that are
 * no UTF-8 and messages that are too long end the connection (RFC 6455, sections 7.4.1 and 8.1)
 * instead of becoming other characters, or no answer at all. Belongs to one event loop.
 */
final class TextFrames implements Handler<WebSocketFrame> {

    /** The longest message. Vert.x takes single frames of more, so that this can be said. */
    static final int LONGEST_BYTES = 64 * 1024;

    private static final int NOT_UTF8 = 1007;
    private static final int TOO_LONG = 1009;

    /** Closes the connection with a code. */
    interface Closing {
        void close(int code, String why);
    }

    private final Consumer<String> onText;
    private final Runnable onBinary;
    private final Closing closing;
    private Buffer parts = Buffer.buffer();
    private boolean inText;
    private boolean deaf;

    /**
     * Makes it.
     *
     * @param onText takes each whole message
     * @param onBinary hears of each frame that is no text
     * @param closing closes the connection; nothing more is heard then
     */
    TextFrames(Consumer<String> onText, Runnable onBinary, Closing closing) {
        this.onText = onText;
        this.onBinary = onBinary;
        this.closing = closing;
    }

    @Override
    public void handle(WebSocketFrame frame) {
        if (deaf) {
            return;
        }
        if (frame.isBinary()) {
            inText = false;
            onBinary.run();
        } else if (frame.isText() || (frame.isContinuation() && inText)) {
            inText = true;
            add(frame);
        }
    }

    private void add(WebSocketFrame frame) {
        var part = frame.binaryData();
        if (parts.length() + part.length() > LONGEST_BYTES) {
            giveUp(TOO_LONG, "a message has at most " + LONGEST_BYTES + " bytes");
            return;
        }
        parts.appendBuffer(part);
        if (frame.isFinal()) {
            var bytes = parts.getBytes();
            parts = Buffer.buffer();
            inText = false;
            decode(bytes);
        }
    }

    private void decode(byte[] bytes) {
        try {
            onText.accept(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            giveUp(NOT_UTF8, "a text frame is not valid UTF-8");
        }
    }

    private void giveUp(int code, String why) {
        deaf = true;
        parts = Buffer.buffer();
        closing.close(code, why);
    }
}
