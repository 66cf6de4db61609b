package dev.homeport.dcnode.home.adapter.protobuf;

import dev.homeport.dcnode.home.agent.Journal;
import dev.homeport.dcnode.home.agent.JournalOrigin;
import dev.homeport.dcnode.home.holder.HolderEffect;
import dev.homeport.dcnode.home.holder.HolderInput;
import dev.homeport.dcnode.home.witness.WitnessEffect;
import dev.homeport.dcnode.home.witness.WitnessInput;
import dev.homeport.vocabulary.ClockReading;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.wire.lease.LeaseJournalV0;
import dev.homeport.wire.lease.LeaseJournalV0.Nothing;
import dev.homeport.wireformat.adapter.protobuf.Fields;
import dev.homeport.wireformat.adapter.protobuf.MalformedMessageException;
import dev.homeport.wireformat.adapter.protobuf.TableFormat;
import java.util.OptionalLong;
import java.util.TreeSet;

/** The journals of the lease machines on disk. Stateless. */
public final class JournalFormat {

    private static final Nothing NOTHING = Nothing.getDefaultInstance();

    private JournalFormat() {}

    /** Writes what a machine was made with. */
    public static byte[] write(JournalOrigin origin) {
        var written = LeaseJournalV0.JournalOrigin.newBuilder();
        switch (origin) {
            case JournalOrigin.OfWitness witness -> {
                var made =
                        LeaseJournalV0.WitnessOrigin.newBuilder()
                                .setSelf(witness.self().name())
                                .setState(StateFormat.write(witness.state()))
                                .setFirstRound(witness.firstRound())
                                .setHeadroom(witness.headroom());
                new TreeSet<>(witness.others()).forEach(other -> made.addOthers(other.name()));
                written.setWitness(made);
            }
            case JournalOrigin.OfHolder(var self, var table) ->
                    written.setHolder(
                            LeaseJournalV0.HolderOrigin.newBuilder()
                                    .setSelf(LogFormat.write(self))
                                    .setTable(TableFormat.write(table)));
        }
        return written.build().toByteArray();
    }

    /**
     * Reads what a machine was made with.
     *
     * @throws MalformedMessageException if the bytes do not say it
     */
    public static JournalOrigin readOrigin(byte[] bytes) throws MalformedMessageException {
        var wire = Fields.parse("origin", () -> LeaseJournalV0.JournalOrigin.parseFrom(bytes));
        return Fields.in(
                "origin",
                () ->
                        switch (wire.getMachineCase()) {
                            case WITNESS -> {
                                var made = wire.getWitness();
                                yield new JournalOrigin.OfWitness(
                                        new SiteId(made.getSelf()),
                                        TableFormat.sites("others", made.getOthersList()),
                                        StateFormat.read(made.getState()),
                                        made.getFirstRound(),
                                        Fields.atLeast("headroom", 0, made.getHeadroom()));
                            }
                            case HOLDER ->
                                    new JournalOrigin.OfHolder(
                                            LogFormat.readHolder(wire.getHolder().getSelf()),
                                            TableFormat.read(wire.getHolder().getTable()));
                            case MACHINE_NOT_SET -> throw Fields.unknown("machine");
                        });
    }

    /** Writes a step of a witness. */
    public static byte[] writeWitness(Journal.Step<WitnessInput, WitnessEffect> step) {
        var written =
                LeaseJournalV0.WitnessStep.newBuilder()
                        .setMonotonicNanos(step.now().monotonicNanos())
                        .setWallMillis(step.now().wallMillis());
        switch (step.input()) {
            case WitnessInput.Started() -> written.setStarted(NOTHING);
            case WitnessInput.Asked(var ask) -> written.setAsked(LeaseFormat.write(ask));
            case WitnessInput.PeerSaid(var from, var message) ->
                    written.setPeerSaid(
                            LeaseJournalV0.PeerSaid.newBuilder()
                                    .setFrom(from.name())
                                    .setMessage(PeerFormat.write(message)));
            case WitnessInput.TableOffered(var table) ->
                    written.setTableOffered(TableFormat.write(table));
            case WitnessInput.MarkRaised(var call, var mark) ->
                    written.setMarkRaised(
                            LeaseJournalV0.MarkRaised.newBuilder().setCall(call).setMark(mark));
            case WitnessInput.Tick() -> written.setTick(NOTHING);
        }
        step.effects().forEach(effect -> written.addEffects(write(effect)));
        return written.build().toByteArray();
    }

    private static LeaseJournalV0.WitnessEffect write(WitnessEffect effect) {
        var written = LeaseJournalV0.WitnessEffect.newBuilder();
        switch (effect) {
            case WitnessEffect.Persist(var state) -> written.setPersist(StateFormat.write(state));
            case WitnessEffect.Answer(var answer) -> written.setAnswer(LeaseFormat.write(answer));
            case WitnessEffect.AnswerMark(var call, var mark) -> {
                var answer = LeaseJournalV0.MarkAnswer.newBuilder().setCall(call);
                mark.ifPresent(answer::setMark);
                written.setMarkAnswer(answer);
            }
            case WitnessEffect.Tell(var to, var message) ->
                    written.setTell(
                            LeaseJournalV0.Tell.newBuilder()
                                    .setTo(to.name())
                                    .setMessage(PeerFormat.write(message)));
            case WitnessEffect.Warn(var warning) -> written.setWarn(warning);
        }
        return written.build();
    }

    /**
     * Reads a step of a witness.
     *
     * @throws MalformedMessageException if the bytes are none
     */
    public static Journal.Step<WitnessInput, WitnessEffect> readWitness(byte[] bytes)
            throws MalformedMessageException {
        var wire = Fields.parse("step", () -> LeaseJournalV0.WitnessStep.parseFrom(bytes));
        return Fields.in(
                "step",
                () ->
                        new Journal.Step<>(
                                input(wire),
                                new ClockReading(wire.getMonotonicNanos(), wire.getWallMillis()),
                                Fields.list(
                                        "effects", wire.getEffectsList(), JournalFormat::effect)));
    }

    private static WitnessInput input(LeaseJournalV0.WitnessStep wire)
            throws MalformedMessageException {
        return switch (wire.getInputCase()) {
            case STARTED -> new WitnessInput.Started();
            case ASKED -> new WitnessInput.Asked(LeaseFormat.read(wire.getAsked()));
            case PEER_SAID ->
                    new WitnessInput.PeerSaid(
                            new SiteId(wire.getPeerSaid().getFrom()),
                            PeerFormat.read(wire.getPeerSaid().getMessage()));
            case TABLE_OFFERED ->
                    new WitnessInput.TableOffered(TableFormat.read(wire.getTableOffered()));
            case MARK_RAISED ->
                    new WitnessInput.MarkRaised(
                            wire.getMarkRaised().getCall(),
                            Fields.atLeast("mark", 0, wire.getMarkRaised().getMark()));
            case TICK -> new WitnessInput.Tick();
            case INPUT_NOT_SET -> throw Fields.unknown("input");
        };
    }

    private static WitnessEffect effect(LeaseJournalV0.WitnessEffect wire)
            throws MalformedMessageException {
        return switch (wire.getEffectCase()) {
            case PERSIST -> new WitnessEffect.Persist(StateFormat.read(wire.getPersist()));
            case ANSWER -> new WitnessEffect.Answer(LeaseFormat.read(wire.getAnswer()));
            case MARK_ANSWER ->
                    new WitnessEffect.AnswerMark(
                            wire.getMarkAnswer().getCall(),
                            wire.getMarkAnswer().hasMark()
                                    ? OptionalLong.of(wire.getMarkAnswer().getMark())
                                    : OptionalLong.empty());
            case TELL ->
                    new WitnessEffect.Tell(
                            new SiteId(wire.getTell().getTo()),
                            PeerFormat.read(wire.getTell().getMessage()));
            case WARN -> new WitnessEffect.Warn(wire.getWarn());
            case EFFECT_NOT_SET -> throw Fields.unknown("effect");
        };
    }

    /** Writes a step of a holder. */
    public static byte[] writeHolder(Journal.Step<HolderInput, HolderEffect> step) {
        var written =
                LeaseJournalV0.HolderStep.newBuilder()
                        .setMonotonicNanos(step.now().monotonicNanos())
                        .setWallMillis(step.now().wallMillis());
        switch (step.input()) {
            case HolderInput.Led() -> written.setLed(NOTHING);
            case HolderInput.Deposed() -> written.setDeposed(NOTHING);
            case HolderInput.TableLearned(var table) ->
                    written.setTableLearned(TableFormat.write(table));
            case HolderInput.LogAdvanced(var closedThrough, var end) ->
                    written.setLogAdvanced(
                            LeaseJournalV0.LogAdvanced.newBuilder()
                                    .setClosedThrough(closedThrough)
                                    .setEnd(LogFormat.write(end)));
            case HolderInput.Answered(var answer) -> written.setAnswered(LeaseFormat.write(answer));
            case HolderInput.Tick() -> written.setTick(NOTHING);
        }
        for (var effect : step.effects()) {
            var wanted = LeaseJournalV0.HolderEffect.newBuilder();
            switch (effect) {
                case HolderEffect.Send(var witness, var ask) ->
                        wanted.setSend(
                                LeaseJournalV0.Send.newBuilder()
                                        .setWitness(witness.name())
                                        .setAsk(LeaseFormat.write(ask)));
                case HolderEffect.TableFound(var table) ->
                        wanted.setTableFound(TableFormat.write(table));
            }
            written.addEffects(wanted);
        }
        return written.build().toByteArray();
    }

    /**
     * Reads a step of a holder.
     *
     * @throws MalformedMessageException if the bytes are none
     */
    public static Journal.Step<HolderInput, HolderEffect> readHolder(byte[] bytes)
            throws MalformedMessageException {
        var wire = Fields.parse("step", () -> LeaseJournalV0.HolderStep.parseFrom(bytes));
        return Fields.in(
                "step",
                () ->
                        new Journal.Step<>(
                                input(wire),
                                new ClockReading(wire.getMonotonicNanos(), wire.getWallMillis()),
                                Fields.list(
                                        "effects", wire.getEffectsList(), JournalFormat::effect)));
    }

    private static HolderInput input(LeaseJournalV0.HolderStep wire)
            throws MalformedMessageException {
        return switch (wire.getInputCase()) {
            case LED -> new HolderInput.Led();
            case DEPOSED -> new HolderInput.Deposed();
            case TABLE_LEARNED ->
                    new HolderInput.TableLearned(TableFormat.read(wire.getTableLearned()));
            case LOG_ADVANCED ->
                    new HolderInput.LogAdvanced(
                            Fields.atLeast(
                                    "closed_through", 0, wire.getLogAdvanced().getClosedThrough()),
                            LogFormat.readMark(wire.getLogAdvanced().getEnd()));
            case ANSWERED -> new HolderInput.Answered(LeaseFormat.read(wire.getAnswered()));
            case TICK -> new HolderInput.Tick();
            case INPUT_NOT_SET -> throw Fields.unknown("input");
        };
    }

    private static HolderEffect effect(LeaseJournalV0.HolderEffect wire)
            throws MalformedMessageException {
        return switch (wire.getEffectCase()) {
            case SEND ->
                    new HolderEffect.Send(
                            new SiteId(wire.getSend().getWitness()),
                            LeaseFormat.read(wire.getSend().getAsk()));
            case TABLE_FOUND -> new HolderEffect.TableFound(TableFormat.read(wire.getTableFound()));
            case EFFECT_NOT_SET -> throw Fields.unknown("effect");
        };
    }
}
