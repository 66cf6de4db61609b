package dev.homeport.dcnode.link.adapter.protobuf;

import dev.homeport.dcnode.home.Tables;
import dev.homeport.dcnode.home.agent.Journal;
import dev.homeport.dcnode.link.pull.Ask;
import dev.homeport.dcnode.link.pull.Cargo;
import dev.homeport.dcnode.link.pull.Credit;
import dev.homeport.dcnode.link.pull.MirrorOutcome;
import dev.homeport.dcnode.link.pull.PullEffect;
import dev.homeport.dcnode.link.pull.PullInput;
import dev.homeport.dcnode.link.pull.PullOrigin;
import dev.homeport.dcnode.link.pull.PullSettings;
import dev.homeport.dcnode.link.pull.Shipment;
import dev.homeport.dcnode.link.pull.Unshipped;
import dev.homeport.dcnode.link.pull.Word;
import dev.homeport.quorumqueue.Draft;
import dev.homeport.quorumqueue.EntryId;
import dev.homeport.quorumqueue.MirrorBatch;
import dev.homeport.quorumqueue.Payload;
import dev.homeport.quorumqueue.RunningHash;
import dev.homeport.quorumqueue.StreamEnd;
import dev.homeport.vocabulary.ClockReading;
import dev.homeport.vocabulary.NodeName;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Draws what is said between links and what they are stepped with: from one seed, the same. */
final class DrawnWords {

    static final SiteId ORIGIN = Tables.CANADA;

    private final SplittableRandom chance;

    DrawnWords(long seed) {
        chance = new SplittableRandom(seed);
    }

    int below(int bound) {
        return chance.nextInt(bound);
    }

    private long number() {
        return 1 + (chance.nextLong() >>> (1 + chance.nextInt(62)));
    }

    byte[] bytes(int most) {
        var bytes = new byte[below(most + 1)];
        chance.nextBytes(bytes);
        return bytes;
    }

    private RunningHash hash() {
        var bytes = new byte[RunningHash.BYTES];
        chance.nextBytes(bytes);
        return RunningHash.copyOf(bytes);
    }

    private <T> List<T> some(int most, Supplier<T> one) {
        var list = new ArrayList<T>();
        for (var count = below(most + 1); count > 0; count--) {
            list.add(one.get());
        }
        return list;
    }

    Ask ask() {
        var credit = new Credit(number() - 1, 1 + below(Integer.MAX_VALUE));
        return switch (below(3)) {
            case 0 -> new Ask.Ship(number(), number(), number(), credit);
            case 1 -> new Ask.More(number(), credit);
            default -> new Ask.Ping(number());
        };
    }

    private StreamEnd end() {
        return new StreamEnd(new SiteLog(ORIGIN, 1 + below(9)), number() - 1, hash());
    }

    private Draft draft() {
        return new Draft(
                1 + below(Draft.MAX_TYPE),
                below(256),
                new EntryId("id-" + number()),
                Payload.copyOf(bytes(40)));
    }

    private Cargo cargo() {
        if (below(4) == 0) {
            return new Cargo.Trimmed(number(), number());
        }
        var drafts = some(5, this::draft);
        drafts.add(draft());
        var stream = new SiteLog(ORIGIN, 1 + below(9));
        var batch = new MirrorBatch(stream, number() / 2 + 1, hash(), drafts, hash());
        return Shipment.of(number(), batch, number() - 1);
    }

    private Unshipped unshipped() {
        var bytes = below(2) == 0 ? OptionalLong.empty() : OptionalLong.of(number() - 1);
        return new Unshipped(number() - 1, bytes, number() - 1);
    }

    private <T> Optional<T> maybe(Supplier<T> one) {
        return below(3) == 0 ? Optional.empty() : Optional.of(one.get());
    }

    Word word() {
        return new Word(
                number() - 1,
                some(3, this::end),
                below(2) == 0,
                maybe(this::unshipped),
                maybe(this::cargo));
    }

    PullOrigin origin() {
        var peers = new TreeMap<SiteId, List<Integer>>();
        peers.put(Tables.CANADA, List.of(1, 2, 3));
        peers.put(Tables.HONGKONG, List.of(3, 1));
        var settings =
                new PullSettings(
                        1 + below(9),
                        10 + below(9),
                        20 + below(9),
                        30 + below(9),
                        1 + below(9),
                        10 + below(9),
                        1 + below(9),
                        1 + below(9),
                        10 + below(9),
                        1 + below(9));
        return new PullOrigin(Tables.SHANGHAI, peers, chance.nextLong(), settings);
    }

    private PullInput input() {
        return switch (below(5)) {
            case 0 -> new PullInput.Tick();
            case 1 -> new PullInput.LocalEnds(ORIGIN, some(3, this::end));
            case 2 -> new PullInput.Heard(number(), word().withoutEntries());
            case 3 -> new PullInput.Ended(number(), "reset, \u00e4nderung");
            default -> new PullInput.Settled(ORIGIN, number(), outcome());
        };
    }

    private MirrorOutcome outcome() {
        return switch (below(4)) {
            case 0 -> new MirrorOutcome.Mirrored(end());
            case 1 -> new MirrorOutcome.Gap(number());
            case 2 -> new MirrorOutcome.Refused("it is another");
            default -> new MirrorOutcome.Delayed("no leader");
        };
    }

    private PullEffect effect() {
        return switch (below(5)) {
            case 0 -> new PullEffect.Dial(number(), new NodeName(ORIGIN, 1 + below(9)), ORIGIN);
            case 1 -> new PullEffect.Say(number(), ask());
            case 2 -> new PullEffect.HangUp(number());
            case 3 ->
                    new PullEffect.Append(
                            number(), ORIGIN, new SiteLog(ORIGIN, number()), number(), number());
            default -> new PullEffect.Warn("link to canada");
        };
    }

    Journal.Step<PullInput, PullEffect> step() {
        return new Journal.Step<>(
                input(),
                new ClockReading(chance.nextLong(), chance.nextLong()),
                some(4, this::effect));
    }
}
