package dev.homeport.dcnode.link.adapter.protobuf;

import dev.homeport.dcnode.home.agent.Journal;
import dev.homeport.dcnode.link.pull.Cargo;
import dev.homeport.dcnode.link.pull.MirrorOutcome;
import dev.homeport.dcnode.link.pull.PullEffect;
import dev.homeport.dcnode.link.pull.PullInput;
import dev.homeport.dcnode.link.pull.PullOrigin;
import dev.homeport.dcnode.link.pull.PullSettings;
import dev.homeport.dcnode.link.pull.Shipment;
import dev.homeport.dcnode.link.pull.Word;
import dev.homeport.vocabulary.ClockReading;
import dev.homeport.vocabulary.NodeName;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import dev.homeport.wire.link.LinkJournalV0;
import dev.homeport.wire.link.LinkJournalV0.Nothing;
import dev.homeport.wireformat.adapter.protobuf.Fields;
import dev.homeport.wireformat.adapter.protobuf.MalformedMessageException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The journal of a site's links on disk. Stateless. */
public final class LinkJournalFormat {

    private static final Nothing NOTHING = Nothing.getDefaultInstance();

    private LinkJournalFormat() {}

    /** Writes what the machine was made with. */
    public static byte[] write(PullOrigin made) {
        var settings = made.settings();
        var written =
                LinkJournalV0.PullOrigin.newBuilder()
                        .setSelf(made.self().name())
                        .setSeed(made.seed())
                        .setSettings(
                                LinkJournalV0.PullSettings.newBuilder()
                                        .setPingMillis(settings.pingMillis())
                                        .setDownMillis(settings.downMillis())
                                        .setDetourMillis(settings.detourMillis())
                                        .setHangUpMillis(settings.hangUpMillis())
                                        .setLeastBackOffMillis(settings.leastBackOffMillis())
                                        .setMostBackOffMillis(settings.mostBackOffMillis())
                                        .setStoppedMillis(settings.stoppedMillis())
                                        .setLeastBatchBytes(settings.leastBatchBytes())
                                        .setMostBatchBytes(settings.mostBatchBytes())
                                        .setBatchesUnderWay(settings.batchesUnderWay()));
        made.peers()
                .forEach((site, nodes) ->
                        written.addPeers(
                                LinkJournalV0.SiteNodes.newBuilder()
                                        .setSite(site.name())
                                        .addAllNodes(nodes)));
        return written.build().toByteArray();
    }

    /**
     * Reads what the machine was made with.
     *
     * @throws MalformedMessageException if the bytes do not say it
     */
    public static PullOrigin readOrigin(byte[] bytes) throws MalformedMessageException {
        var wire = Fields.parse("origin", () -> LinkJournalV0.PullOrigin.parseFrom(bytes));
        var settings = wire.getSettings();
        return Fields.in(
                "origin",
                () -> {
                    var peers = new TreeMap<SiteId, List<Integer>>();
                    for (var each : wire.getPeersList()) {
                        peers.put(new SiteId(each.getSite()), each.getNodesList());
                    }
                    return new PullOrigin(
                            new SiteId(wire.getSelf()),
                            peers,
                            wire.getSeed(),
                            new PullSettings(
                                    settings.getPingMillis(),
                                    settings.getDownMillis(),
                                    settings.getDetourMillis(),
                                    settings.getHangUpMillis(),
                                    settings.getLeastBackOffMillis(),
                                    settings.getMostBackOffMillis(),
                                    settings.getStoppedMillis(),
                                    settings.getLeastBatchBytes(),
                                    settings.getMostBatchBytes(),
                                    settings.getBatchesUnderWay()));
                });
    }

    /** Writes a step. */
    public static byte[] write(Journal.Step<PullInput, PullEffect> step) {
        var written =
                LinkJournalV0.PullStep.newBuilder()
                        .setMonotonicNanos(step.now().monotonicNanos())
                        .setWallMillis(step.now().wallMillis());
        switch (step.input()) {
            case PullInput.Tick() -> written.setTick(NOTHING);
            case PullInput.LocalEnds(var origin, var ends) -> {
                var made = LinkJournalV0.LocalEnds.newBuilder().setOrigin(origin.name());
                ends.forEach(end -> made.addEnds(LinkFormat.write(end)));
                written.setLocalEnds(made);
            }
            case PullInput.Paused(var origin, var upTo) -> {
                var made = LinkJournalV0.Paused.newBuilder().setOrigin(origin.name());
                upTo.forEach((stream, offset) -> made.addUpTo(BatchNeeds.write(stream, offset)));
                written.setPaused(made);
            }
            case PullInput.Resumed(var origin) -> written.setResumed(origin.name());
            case PullInput.Heard(var line, var word) -> written.setHeard(heard(line, word));
            case PullInput.Ended(var line, var reason) ->
                    written.setEnded(
                            LinkJournalV0.Ended.newBuilder().setLine(line).setReason(reason));
            case PullInput.Settled(var origin, var number, var outcome) ->
                    written.setSettled(settled(origin, outcome).setAppend(number));
        }
        step.effects().forEach(effect -> written.addEffects(write(effect)));
        return written.build().toByteArray();
    }

    private static LinkJournalV0.Heard heard(long line, Word word) {
        var written = LinkJournalV0.Heard.newBuilder().setLine(line);
        word.origin().ifPresent(origin -> written.setOrigin(origin.name()));
        if (word.cargo().orElse(null) instanceof Shipment shipment) {
            var summary =
                    LinkJournalV0.Summary.newBuilder()
                            .setEntries(shipment.entries())
                            .setBytes(shipment.bytes());
            BatchNeeds.write(shipment.needs(), summary);
            written.setBatch(summary);
        }
        return written.setWord(LinkFormat.write(word.withoutEntries())).build();
    }

    private static LinkJournalV0.Settled.Builder settled(SiteId origin, MirrorOutcome outcome) {
        var written = LinkJournalV0.Settled.newBuilder().setOrigin(origin.name());
        switch (outcome) {
            case MirrorOutcome.Mirrored(var end) ->
                    written.setMirrored(
                            LinkJournalV0.Mirrored.newBuilder().setEnd(LinkFormat.write(end)));
            case MirrorOutcome.Gap(var expected) -> written.setGap(expected);
            case MirrorOutcome.Refused(var reason) -> written.setRefused(reason);
            case MirrorOutcome.Delayed(var reason) -> written.setDelayed(reason);
        }
        return written;
    }

    private static LinkJournalV0.PullEffect write(PullEffect effect) {
        var written = LinkJournalV0.PullEffect.newBuilder();
        switch (effect) {
            case PullEffect.Dial(var line, var peer, var origin) ->
                    written.setDial(
                            LinkJournalV0.Dial.newBuilder()
                                    .setLine(line)
                                    .setSite(peer.site().name())
                                    .setNode(peer.node())
                                    .setOrigin(origin.name()));
            case PullEffect.Say(var line, var ask) ->
                    written.setSay(
                            LinkJournalV0.Say.newBuilder()
                                    .setLine(line)
                                    .setAsk(LinkFormat.write(ask)));
            case PullEffect.HangUp(var line) -> written.setHangUp(line);
            case PullEffect.Append(var number, var origin, var stream, var first, var last) ->
                    written.setAppend(
                            LinkJournalV0.Append.newBuilder()
                                    .setNumber(number)
                                    .setOrigin(origin.name())
                                    .setIncarnation(stream.incarnation())
                                    .setFirstOffset(first)
                                    .setLastOffset(last));
            case PullEffect.Warn(var text) -> written.setWarn(text);
        }
        return written.build();
    }

    /**
     * Reads a step.
     *
     * @throws MalformedMessageException if the bytes are none
     */
    public static Journal.Step<PullInput, PullEffect> read(byte[] bytes)
            throws MalformedMessageException {
        var wire = Fields.parse("step", () -> LinkJournalV0.PullStep.parseFrom(bytes));
        return Fields.in(
                "step",
                () ->
                        new Journal.Step<>(
                                input(wire),
                                new ClockReading(wire.getMonotonicNanos(), wire.getWallMillis()),
                                Fields.list(
                                        "effects",
                                        wire.getEffectsList(),
                                        LinkJournalFormat::effect)));
    }

    private static PullInput input(LinkJournalV0.PullStep wire) throws MalformedMessageException {
        return switch (wire.getInputCase()) {
            case TICK -> new PullInput.Tick();
            case LOCAL_ENDS -> {
                var origin = new SiteId(wire.getLocalEnds().getOrigin());
                yield new PullInput.LocalEnds(
                        origin,
                        Fields.list(
                                "ends",
                                wire.getLocalEnds().getEndsList(),
                                end -> LinkFormat.read(origin, end)));
            }
            case PAUSED ->
                    new PullInput.Paused(
                            new SiteId(wire.getPaused().getOrigin()),
                            BatchNeeds.read(wire.getPaused().getUpToList()));
            case RESUMED -> new PullInput.Resumed(new SiteId(wire.getResumed()));
            case HEARD -> {
                var heard = wire.getHeard();
                yield new PullInput.Heard(heard.getLine(), word(heard));
            }
            case ENDED ->
                    new PullInput.Ended(wire.getEnded().getLine(), wire.getEnded().getReason());
            case SETTLED -> {
                var settled = wire.getSettled();
                var origin = new SiteId(settled.getOrigin());
                yield new PullInput.Settled(origin, settled.getAppend(), outcome(origin, settled));
            }
            case INPUT_NOT_SET -> throw Fields.unknown("input");
        };
    }

    private static Word word(LinkJournalV0.Heard heard) throws MalformedMessageException {
        var wire = heard.getWord();
        // Where it names no stream, the origin does not stand in the word at all.
        var origin = new SiteId(heard.hasOrigin() ? heard.getOrigin() : "unnamed");
        Optional<Cargo> cargo =
                switch (wire.getCargoCase()) {
                    case BATCH ->
                            Optional.of(
                                    LinkFormat.summary(
                                            origin,
                                            wire.getBatch(),
                                            heard.getBatch().getEntries(),
                                            heard.getBatch().getBytes(),
                                            BatchNeeds.read(heard.getBatch()),
                                            List.of()));
                    case TRIMMED -> Optional.of(LinkFormat.read(wire.getTrimmed()));
                    case CARGO_NOT_SET -> Optional.empty();
                };
        return LinkFormat.readHead(origin, wire, cargo);
    }

    private static MirrorOutcome outcome(SiteId origin, LinkJournalV0.Settled wire)
            throws MalformedMessageException {
        return switch (wire.getOutcomeCase()) {
            case MIRRORED ->
                    new MirrorOutcome.Mirrored(
                            LinkFormat.read(origin, wire.getMirrored().getEnd()));
            case GAP -> new MirrorOutcome.Gap(wire.getGap());
            case REFUSED -> new MirrorOutcome.Refused(wire.getRefused());
            case DELAYED -> new MirrorOutcome.Delayed(wire.getDelayed());
            case OUTCOME_NOT_SET -> throw Fields.unknown("outcome");
        };
    }

    private static PullEffect effect(LinkJournalV0.PullEffect wire)
            throws MalformedMessageException {
        return switch (wire.getEffectCase()) {
            case DIAL -> {
                var dial = wire.getDial();
                yield new PullEffect.Dial(
                        dial.getLine(),
                        new NodeName(new SiteId(dial.getSite()), dial.getNode()),
                        new SiteId(dial.getOrigin()));
            }
            case SAY ->
                    new PullEffect.Say(
                            wire.getSay().getLine(), LinkFormat.read(wire.getSay().getAsk()));
            case HANG_UP -> new PullEffect.HangUp(wire.getHangUp());
            case APPEND -> {
                var append = wire.getAppend();
                yield new PullEffect.Append(
                        append.getNumber(),
                        new SiteId(append.getOrigin()),
                        new SiteLog(new SiteId(append.getOrigin()), append.getIncarnation()),
                        append.getFirstOffset(),
                        append.getLastOffset());
            }
            case WARN -> new PullEffect.Warn(wire.getWarn());
            case EFFECT_NOT_SET -> throw Fields.unknown("effect");
        };
    }
}
