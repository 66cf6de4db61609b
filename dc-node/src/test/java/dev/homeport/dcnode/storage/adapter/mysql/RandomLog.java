package dev.homeport.dcnode.storage.adapter.mysql;

import static dev.homeport.dcnode.fixture.Entries.CANADA;
import static dev.homeport.dcnode.fixture.Entries.SHANGHAI;
import static dev.homeport.dcnode.fixture.Entries.closed;
import static dev.homeport.dcnode.fixture.Entries.message;
import static dev.homeport.dcnode.fixture.Entries.opened;

import dev.homeport.dcnode.entry.DerivedId;
import dev.homeport.dcnode.entry.Fact;
import dev.homeport.dcnode.entry.Handle;
import dev.homeport.dcnode.entry.MessageText;
import dev.homeport.dcnode.entry.SiteEntry;
import dev.homeport.dcnode.entry.SiteEntry.ShardEntry;
import dev.homeport.dcnode.fixture.TestSite;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteLog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;

/**
 * Writes a log of users of a few shards who write to each other while their homes move between two
 * sites: with repeats, deliveries that overtake their messages, and messages that wait for ever.
 */
final class RandomLog {

    private static final int SHARDS = 6;
    private static final int USERS = 24;

    private final TestSite site;
    private final Random random;
    private final Map<ShardId, SiteLog> homes = new HashMap<>();
    private final Map<ShardId, Long> epochs = new HashMap<>();
    private final Map<SiteLog, Long> ends = new HashMap<>();
    private final List<Sending> onTheirWay = new ArrayList<>();
    private final List<Sending> all = new ArrayList<>();

    private record Sending(AccountId from, AccountId to, String request) {}

    RandomLog(TestSite site, Random random) {
        this.site = site;
        this.random = random;
        ends.put(SHANGHAI, 1L);
        ends.put(CANADA, 0L);
        users().forEach(user -> {
            homes.put(user.shard(), SHANGHAI);
            epochs.put(user.shard(), 1L);
        });
    }

    static ShardSet shards() {
        return ShardSet.range(0, SHARDS);
    }

    private static List<AccountId> users() {
        return LongStream.range(0, USERS)
                .mapToObj(i -> new AccountId((i + 1) * ShardId.COUNT + i % SHARDS))
                .toList();
    }

    void write(int entries) {
        for (var i = 0; i < entries; i++) {
            switch (random.nextInt(20)) {
                case 0 -> move();
                case 1, 2 -> register(anybody());
                case 3 -> repeat();
                case 4, 5, 6, 7, 8, 9, 10 -> deliver();
                default -> send(new Sending(anybody(), anybody(), "r" + i));
            }
        }
    }

    private AccountId anybody() {
        return pick(users());
    }

    private <T> T pick(List<T> among) {
        return among.get(random.nextInt(among.size()));
    }

    private void send(Sending sending) {
        onTheirWay.add(sending);
        all.add(sending);
        if (random.nextInt(10) > 0) {
            fact(
                    message(sending.from(), sending.request()),
                    new Fact.MessageSent(
                            sending.from(), sending.to(), new MessageText("m" + all.size())));
        }
    }

    private void repeat() {
        if (!all.isEmpty()) {
            var again = pick(all);
            fact(
                    message(again.from(), again.request()),
                    new Fact.MessageSent(again.from(), again.to(), new MessageText("again")));
        }
    }

    private void deliver() {
        if (!onTheirWay.isEmpty()) {
            var sending = onTheirWay.remove(random.nextInt(onTheirWay.size()));
            var id = message(sending.from(), sending.request());
            fact(DerivedId.ofDelivery(id), new Fact.MessageDelivered(id, sending.to()));
        }
    }

    private void register(AccountId account) {
        fact(
                DerivedId.ofRegistration(account),
                new Fact.AccountRegistered(account, new Handle("user" + account)));
    }

    private void fact(DerivedId id, Fact fact) {
        var shard = fact.subject().shard();
        append(
                homes.getOrDefault(shard, SHANGHAI),
                new ShardEntry(
                        shard,
                        new Epoch(epochs.getOrDefault(shard, 1L)),
                        id,
                        Optional.empty(),
                        all.size(),
                        fact));
    }

    /** A home moves as it should: nothing is written between its closing and the opening. */
    private void move() {
        var shard = anybody().shard();
        var from = homes.getOrDefault(shard, SHANGHAI);
        var to = from.equals(SHANGHAI) ? CANADA : SHANGHAI;
        var epoch = epochs.getOrDefault(shard, 1L);
        append(from, closed(ShardSet.of(shard), epoch + 1));
        append(to, opened(ShardSet.of(shard), epoch + 1, epoch, Map.copyOf(ends)));
        homes.put(shard, to);
        epochs.put(shard, epoch + 1);
    }

    private void append(SiteLog stream, SiteEntry entry) {
        var judged = site.queue().append(stream, site.format().encode(entry));
        ends.put(stream, judged.entry().offset());
    }
}
