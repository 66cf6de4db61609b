package dev.homeport.dcnode.link.simulated;

import dev.homeport.dcnode.link.LinkDialler;
import dev.homeport.dcnode.link.adapter.protobuf.LinkFormat;
import dev.homeport.dcnode.link.pull.Ask;
import dev.homeport.dcnode.link.pull.Word;
import dev.homeport.dcnode.link.serve.Shipper;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.wireformat.adapter.protobuf.MalformedMessageException;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** One line between two nodes, with its two directions. */
final class SimulatedLine implements LinkDialler.Line {

    private static final int OPEN_BYTES = 200;
    private static final long ROOM_BYTES = 16 << 10;

    private final World world;
    private final SimulatedSite.Node server;
    private final SiteId origin;
    private final LinkDialler.Ear ear;
    private final Road.Flow asks;
    private final Road.Flow words;
    private final UnaryOperator<Word> twist;
    private Optional<Shipper> shipper = Optional.empty();
    private long underWay;
    private boolean over;

    SimulatedLine(
            World world,
            SimulatedSite.Node server,
            SiteId origin,
            Road there,
            Road back,
            UnaryOperator<Word> twist,
            LinkDialler.Ear ear) {
        this.world = world;
        this.server = server;
        this.origin = origin;
        this.ear = ear;
        this.asks = there.flow();
        this.words = back.flow();
        this.twist = twist;
        if (there.isRefusing() || back.isRefusing()) {
            world.inMillis(1, () -> end("refused"));
        } else {
            asks.send(OPEN_BYTES, this::open);
        }
    }

    SimulatedSite.Node server() {
        return server;
    }

    boolean isOver() {
        return over;
    }

    private void open() {
        if (server.isAlive()) {
            shipper = Optional.of(new Shipper(server.log(), origin, server.tail()));
            pump();
        } else {
            words.send(OPEN_BYTES, () -> end("connection refused"));
        }
    }

    @Override
    public void say(Ask ask) {
        var wire = LinkFormat.write(ask);
        asks.send(
                wire.getSerializedSize() + 50,
                () ->
                        shipper.ifPresent(opened -> {
                            opened.ask(reading(() -> LinkFormat.read(wire)));
                            pump();
                        }));
    }

    /** Says what is to be said, while there is room. */
    void pump() {
        while (!over && shipper.isPresent() && underWay < ROOM_BYTES) {
            var word = shipper.get().next(world.nanos());
            if (word.isEmpty()) {
                return;
            }
            var wire = LinkFormat.write(twist.apply(word.get()));
            var bytes = wire.getSerializedSize() + 50;
            underWay += bytes;
            words.send(
                    bytes,
                    () -> {
                        underWay -= bytes;
                        if (!over) {
                            ear.heard(reading(() -> LinkFormat.read(origin, wire)));
                            pump();
                        }
                    });
        }
    }

    private interface Reading<T> {
        T read() throws MalformedMessageException;
    }

    private static <T> T reading(Reading<T> reading) {
        try {
            return reading.read();
        } catch (MalformedMessageException e) {
            throw new AssertionError(e);
        }
    }

    /** Ends; whoever dialled hears of it. */
    void end(String reason) {
        if (!over) {
            hangUp();
            ear.ended(reason);
        }
    }

    /** Ends; nobody hears of it. */
    @Override
    public void hangUp() {
        over = true;
        shipper = Optional.empty();
        asks.die();
        words.die();
    }

    /** Nothing arrives any more in either direction, and nobody hears of it. */
    void die() {
        asks.die();
        words.die();
    }
}
