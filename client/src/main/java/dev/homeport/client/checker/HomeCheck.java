package dev.homeport.client.checker;

import dev.homeport.client.checker.Histories.Opening;
import dev.homeport.client.checker.Histories.Stored;
import dev.homeport.client.checker.Requests.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Judges whether each shard had one home: at every epoch one site acknowledged, and epochs followed
 * each other in time. A message that took effect at another site's epoch than the one that had
 * acknowledged it was adopted, unless it was sent when that other site had acknowledged already.
 *
 * <p>A site that only repeats an acknowledgement need not have taken the message itself: after a
 * move the new home answers for what the old one has taken. So that says nothing of who was home.
 */
final class HomeCheck {

    /** Shards are named by the low 12 bits of an account. */
    private static final long SHARDS = 4_096;

    private record Shard(int shard, long epoch) {}

    private record Labelled(Message message, long epoch, boolean adopted) {}

    private final Map<Shard, String> openers = new HashMap<>();
    private final Map<String, List<Stored>> rows = new HashMap<>();
    private final Consumer<Finding> found;

    HomeCheck(List<Stored> stored, List<Opening> openings, Consumer<Finding> found) {
        this.found = found;
        openings.forEach(opening ->
                openers.put(new Shard(opening.shard(), opening.epoch()), opening.site()));
        stored.forEach(
                row -> rows.computeIfAbsent(row.messageId(), _ -> new ArrayList<>()).add(row));
    }

    /** Judges, and returns the ids of what was adopted. */
    Set<String> run(Iterable<Message> messages) {
        var ids = new HashSet<String>();
        var byShard = new HashMap<Integer, List<Labelled>>();
        for (var message : messages) {
            epochOf(message)
                    .ifPresent(epoch -> {
                        var shard = (int) (message.content().sender() % SHARDS);
                        var opener = openers.get(new Shard(shard, epoch));
                        var adopted =
                                message.tookIt()
                                        && opener != null
                                        && !opener.equals(message.site());
                        byShard.computeIfAbsent(shard, _ -> new ArrayList<>())
                                .add(new Labelled(message, epoch, adopted));
                        if (adopted) {
                            ids.add(message.messageId());
                            found.accept(
                                    new Finding(
                                            Fault.ADOPTED,
                                            message.messageId(),
                                            "acknowledged by "
                                                    + message.site()
                                                    + ", opened by "
                                                    + opener));
                        }
                    });
        }
        byShard.forEach(this::check);
        return ids;
    }

    /** The acknowledging site's own row says it best. */
    private Optional<Long> epochOf(Message message) {
        var those = rows.getOrDefault(message.messageId(), List.of());
        return those.stream()
                .filter(row -> row.site().equals(message.site()))
                .findFirst()
                .or(() -> those.stream().findFirst())
                .map(Stored::epoch);
    }

    private void check(int shard, List<Labelled> acknowledgements) {
        // Per epoch, the site that acknowledged first and when it was first known to.
        var sites = new HashMap<Long, String>();
        var known = new HashMap<Long, Long>();
        for (var one : acknowledgements) {
            if (one.message().tookIt() && !one.adopted()) {
                var other = sites.putIfAbsent(one.epoch(), one.message().site());
                if (other != null && !other.equals(one.message().site())) {
                    report(
                            shard,
                            other
                                    + " and "
                                    + one.message().site()
                                    + " acknowledged at epoch "
                                    + one.epoch());
                }
                known.merge(one.epoch(), one.message().knownNanos(), Math::min);
            }
        }
        for (var one : acknowledgements) {
            known.forEach((epoch, firstNanos) -> {
                var laterEpoch = one.adopted() ? epoch >= one.epoch() : epoch > one.epoch();
                if (laterEpoch && firstNanos < one.message().sentNanos()) {
                    report(
                            shard,
                            one.message().site()
                                    + " acknowledged what was sent after "
                                    + sites.get(epoch)
                                    + " had acknowledged at epoch "
                                    + epoch);
                }
            });
        }
    }

    private void report(int shard, String detail) {
        found.accept(new Finding(Fault.DOUBLE_HOMED, "shard " + shard, detail));
    }
}
