package dev.homeport.dcnode.link.pull;

import dev.homeport.vocabulary.NodeName;
import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** Tells how a link is doing. Stateless. */
final class LinkReport {

    /** A link ships as long after its last batch. */
    private static final long SHIPPING_MILLIS = 1_000;

    private LinkReport() {}

    static LinkStatus of(Link link, PullSettings settings, long nowNanos) {
        var silent = millisSince(link.ways().originHeardNanos(), nowNanos);
        var isHeard = silent.orElse(Long.MAX_VALUE) < settings.downMillis();
        var feed = link.ways().feed(nowNanos, settings);
        var source = feed.isPresent() ? feed : latest(link);
        var missing = source.flatMap(Line::lastWord).map(link.mine()::missing).orElse(0L);
        var state = state(link, isHeard, missing, nowNanos);
        var known = missing > 0 || (isHeard && link.halted().isEmpty());
        return new LinkStatus(
                link.origin(),
                state,
                link.halted().isPresent()
                        ? Optional.empty()
                        : feed.flatMap(Line::call).map(Call::peer).map(NodeName::site),
                known ? OptionalLong.of(missing) : OptionalLong.empty(),
                bytes(link, source, known ? missing : -1),
                oldest(link, source, missing, nowNanos),
                silent,
                link.intake().waiting().map(Intake.Waiting::unmet),
                link.mirrored(),
                link.ways().direct().dials() + link.ways().detour().dials(),
                detail(link, state, feed));
    }

    private static LinkState state(Link link, boolean isHeard, long missing, long nowNanos) {
        var halted = link.halted();
        if (halted.isPresent()) {
            return halted.get().state();
        }
        if (!isHeard) {
            return LinkState.DOWN;
        }
        var sinceBatch = millisSince(link.batchHeardNanos(), nowNanos);
        return missing > 0 || sinceBatch.orElse(Long.MAX_VALUE) < SHIPPING_MILLIS
                ? LinkState.UP
                : LinkState.IDLE;
    }

    /** Of the lines on which something was said, the one on which it was said last. */
    private static Optional<Line> latest(Link link) {
        var direct = Optional.of(link.ways().direct()).filter(line -> line.lastWord().isPresent());
        var detour = Optional.of(link.ways().detour()).filter(line -> line.lastWord().isPresent());
        if (direct.isEmpty() || detour.isEmpty()) {
            return direct.or(() -> detour);
        }
        return detour.get().lastWordNanos() - direct.get().lastWordNanos() > 0 ? detour : direct;
    }

    private static OptionalLong bytes(Link link, Optional<Line> source, long missing) {
        if (missing < 0) {
            return OptionalLong.empty();
        }
        if (missing == 0) {
            return OptionalLong.of(0);
        }
        var there = source.flatMap(Line::lastWord).flatMap(Word::unshipped);
        return there.isPresent() && there.get().bytes().isPresent()
                ? OptionalLong.of(there.get().bytes().getAsLong() + link.intake().heldBytes())
                : OptionalLong.empty();
    }

    private static OptionalLong oldest(
            Link link, Optional<Line> source, long missing, long nowNanos) {
        if (missing == 0 || source.isEmpty()) {
            return OptionalLong.empty();
        }
        var held = link.intake().oldestNanos(nowNanos);
        if (held.isPresent()) {
            return OptionalLong.of(TimeUnit.NANOSECONDS.toMillis(held.getAsLong()));
        }
        var sinceWord = TimeUnit.NANOSECONDS.toMillis(nowNanos - source.get().lastWordNanos());
        var there = source.get().lastWord().flatMap(Word::unshipped);
        return OptionalLong.of(sinceWord + there.map(Unshipped::oldestAgeMillis).orElse(0L));
    }

    private static OptionalLong millisSince(OptionalLong sinceNanos, long nowNanos) {
        return sinceNanos.isPresent()
                ? OptionalLong.of(TimeUnit.NANOSECONDS.toMillis(nowNanos - sinceNanos.getAsLong()))
                : OptionalLong.empty();
    }

    private static String detail(Link link, LinkState state, Optional<Line> feed) {
        var parts = new ArrayList<String>();
        link.halted().ifPresent(halt -> parts.add(halt.reason()));
        if (state == LinkState.DOWN) {
            parts.add(
                    link.ways().originHeardNanos().isPresent()
                            ? "the origin is not heard"
                            : "the origin was never heard");
            if (!link.ways().direct().trouble().isEmpty()) {
                parts.add(link.ways().direct().trouble());
            }
            feed.filter(line -> line == link.ways().detour())
                    .flatMap(Line::call)
                    .ifPresentOrElse(
                            call -> parts.add("its entries come from " + call.peer()),
                            () -> {
                                if (!link.ways().detour().trouble().isEmpty()) {
                                    parts.add("nor another way: " + link.ways().detour().trouble());
                                }
                            });
        } else if (state == LinkState.UP || state == LinkState.IDLE) {
            link.ways()
                    .direct()
                    .lastWord()
                    .ifPresent(word -> {
                        if (!word.led()) {
                            parts.add("the node there has no leader");
                        }
                        link.mine()
                                .shorter(word)
                                .ifPresent(end ->
                                        parts.add(
                                                end.stream()
                                                        + " ends at "
                                                        + end.lastOffset()
                                                        + " there, before its"
                                                        + " mirror here"));
                    });
        }
        if (link.isPaused()) {
            parts.add("paused while the site's homes are taken over");
        }
        link.intake()
                .waiting()
                .map(Intake.Waiting::unmet)
                .ifPresent(unmet ->
                        parts.add(
                                "waits for "
                                        + unmet.stream()
                                        + " up to "
                                        + unmet.offset()
                                        + ", which is here up to "
                                        + unmet.here()));
        if (!link.intake().trouble().isEmpty()) {
            parts.add("appending here: " + link.intake().trouble());
        }
        return String.join("; ", parts);
    }
}
