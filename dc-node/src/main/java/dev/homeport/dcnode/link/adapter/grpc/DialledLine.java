package dev.homeport.dcnode.link.adapter.grpc;

import dev.homeport.dcnode.link.LinkDialler;
import dev.homeport.dcnode.link.adapter.protobuf.LinkFormat;
import dev.homeport.dcnode.link.pull.Ask;
import dev.homeport.process.adapter.grpc.Channels;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.wire.link.LinkServiceGrpc;
import dev.homeport.wire.link.LinkV0;
import dev.homeport.wireformat.adapter.protobuf.MalformedMessageException;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One line that was dialled, on a connection of its own. How long it may be silent is decided by
 * whoever dialled it; here only the connection itself is probed. Thread-safe.
 */
final class DialledLine implements LinkDialler.Line, StreamObserver<LinkV0.LinkWord> {

    private final LinkDialler.Ear ear;
    private final Consumer<DialledLine> over;
    private final ManagedChannel channel;
    private @Nullable SiteId origin;
    private @Nullable StreamObserver<LinkV0.LinkAsk> asks;
    private boolean ended;

    DialledLine(
            InetSocketAddress address,
            SslContext context,
            LinkLimits limits,
            LinkDialler.Ear ear,
            Consumer<DialledLine> over) {
        this.ear = ear;
        this.over = over;
        this.channel = Channels.dial(address, context, limits.connection());
    }

    void open(FleetId fleet, SiteId wanted) {
        synchronized (this) {
            origin = wanted;
        }
        var opened = LinkServiceGrpc.newStub(channel).pull(this);
        synchronized (this) {
            asks = opened;
            if (!ended) {
                opened.onNext(
                        LinkV0.LinkAsk.newBuilder()
                                .setOpen(
                                        LinkV0.Open.newBuilder()
                                                .setFleet(fleet.toString())
                                                .setOrigin(wanted.name()))
                                .build());
            }
        }
    }

    @Override
    public synchronized void say(Ask ask) {
        if (!ended && asks != null) {
            asks.onNext(LinkFormat.write(ask));
        }
    }

    @Override
    public void hangUp() {
        if (end()) {
            channel.shutdownNow();
        }
    }

    /** True for the one who ends it. */
    private boolean end() {
        synchronized (this) {
            if (ended) {
                return false;
            }
            ended = true;
        }
        over.accept(this);
        return true;
    }

    private void ended(String reason) {
        if (end()) {
            channel.shutdownNow();
            ear.ended(reason);
        }
    }

    @Override
    public void onNext(LinkV0.LinkWord wire) {
        SiteId wanted;
        synchronized (this) {
            wanted = origin;
            if (ended || wanted == null) {
                return;
            }
        }
        try {
            ear.heard(LinkFormat.read(wanted, wire));
        } catch (MalformedMessageException e) {
            ended("says what cannot be read: " + e.getMessage());
        }
    }

    @Override
    public void onError(Throwable error) {
        var status = Status.fromThrowable(error);
        var cause = status.getCause();
        ended(
                status.getCode()
                        + (status.getDescription() == null ? "" : ": " + status.getDescription())
                        + (cause == null ? "" : " (" + cause.getMessage() + ")"));
    }

    @Override
    public void onCompleted() {
        ended("ended by the node that served it");
    }
}
