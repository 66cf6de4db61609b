package dev.homeport.local.adapter.tcp;

import dev.homeport.local.wan.Direction;
import dev.homeport.local.wan.Forwarding;
import dev.homeport.local.wan.LinkPair;
import dev.homeport.local.wan.LinkSettings;
import dev.homeport.local.wan.LinkState;
import dev.homeport.local.wan.LinkStatus;
import dev.homeport.local.wan.WanCommand;
import dev.homeport.local.wan.WanEmulator;
import dev.homeport.local.wan.WanProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * The WAN emulator: listens at every address at which one site dials another, and forwards to the
 * node itself with the latency, bandwidth and faults of the link. A link that is cut has its
 * listening sockets closed, so that the kernel itself refuses; a link that holds bytes goes on
 * accepting, and what was accepted hangs (on loopback a connect cannot be made to hang in the
 * kernel, so it is the first bytes of a handshake that do).
 *
 * <p>Thread-safe. Commands are carried out one at a time.
 */
public final class TcpWanEmulator implements WanEmulator, AutoCloseable {

    private final EmulatorLimits limits;
    private final Map<Direction, Link> links = new TreeMap<>();
    private final List<Door> doors = new ArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();

    /**
     * Makes an emulator; {@link #start} opens it.
     *
     * @param forwardings where it listens and forwards
     * @param profile settings of every direction named by a forwarding or its reverse
     * @param limits its bounds
     * @param jitter draws the jitter of each piece of data
     */
    public TcpWanEmulator(
            Collection<Forwarding> forwardings,
            WanProfile profile,
            EmulatorLimits limits,
            RandomGenerator jitter) {
        this.limits = limits;
        var now = System.nanoTime();
        profile.settings()
                .forEach((direction, settings) -> {
                    if (!links.containsKey(direction)) {
                        var link = newLink(direction, settings, profile, jitter, now);
                        links.put(direction, link);
                        links.put(direction.reversed(), link);
                    }
                });
        for (var forwarding : forwardings) {
            var link = linkOf(forwarding.direction());
            doors.add(new Door(forwarding, channel -> accept(link, forwarding, channel)));
        }
    }

    private Link newLink(
            Direction direction,
            LinkSettings settings,
            WanProfile profile,
            RandomGenerator jitter,
            long nowNanos) {
        var back = profile.settings().getOrDefault(direction.reversed(), settings);
        var pair =
                new LinkPair(
                        direction,
                        LinkState.open(settings, nowNanos),
                        LinkState.open(back, nowNanos));
        return new Link(pair, limits.linkBufferBytes(), jitter);
    }

    private Link linkOf(Direction direction) {
        var link = links.get(direction);
        if (link == null) {
            throw new IllegalArgumentException(
                    "link: there is none " + direction + "; use one of " + links.keySet());
        }
        return link;
    }

    /**
     * Starts to listen everywhere.
     *
     * @throws IOException if an endpoint is taken; nothing is left open then
     */
    public synchronized void start() throws IOException {
        try {
            for (var door : doors) {
                door.open();
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private void accept(Link link, Forwarding forwarding, SocketChannel channel) {
        if (connections.incrementAndGet() > limits.mostConnections()) {
            connections.decrementAndGet();
            link.lane(forwarding.direction()).turnedAway.increment();
            Relay.close(channel, true);
            return;
        }
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        } catch (IOException e) {
            // The dialler is gone already, which its first read will tell.
            link.lane(forwarding.direction()).reset.increment();
        }
        new Relay(link, forwarding, limits, channel, connections::decrementAndGet).start();
    }

    @Override
    public List<LinkStatus> show() {
        var now = System.nanoTime();
        return links.entrySet().stream()
                .map(each -> each.getValue().status(each.getKey(), now))
                .toList();
    }

    /**
     * {@inheritDoc}
     *
     * @throws UncheckedIOException if a link is to be opened and one of its endpoints is taken by
     *     now; the link is as before then
     */
    @Override
    public synchronized void apply(WanCommand command) {
        var link = linkOf(command.link());
        var now = System.nanoTime();
        var accepts = link.pair().apply(command, now).next().accepts();
        try {
            if (accepts) {
                setDoors(command.link(), true);
            }
            link.apply(command, now);
            if (!accepts) {
                setDoors(command.link(), false);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private void setDoors(Direction link, boolean open) throws IOException {
        for (var door : doors) {
            var direction = door.forwarding().direction();
            if (direction.equals(link) || direction.equals(link.reversed())) {
                if (open) {
                    door.open();
                } else {
                    door.close();
                }
            }
        }
    }

    /** Stops listening and resets every connection. */
    @Override
    public synchronized void close() throws IOException {
        for (var door : doors) {
            door.close();
        }
        links.values().forEach(Link::resetAll);
    }
}
