package dev.homeport.dcnode.app;

import static dev.homeport.dcnode.fixture.Entries.ALICE;
import static dev.homeport.dcnode.fixture.Entries.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.quorumqueue.Setback;
import dev.homeport.vocabulary.ShardSet;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What a site says to users whose home it is not, or whose home it is without a lease. */
class SiteHomesIT extends OneSite {

    @Test
    void aClientWhoseHomeMovesIsToldOnceAndServedAWhileLonger() {
        var bob = register("bob.moves");
        var socket = client.connect(TOKENS.account(bob), "");
        socket.await("welcome");
        node.homesChanged();

        SITE.moveAway(ShardSet.of(bob.shard()));
        node.homesChanged();
        node.homesChanged();

        var moved = socket.await(_ -> true);
        assertThat(moved.getString("type")).isEqualTo("moved");
        assertThat(moved.getString("home")).isEqualTo("canada");
        assertThat(moved.getLong("epoch")).isEqualTo(2);
        assertThat(moved.getLong("reconnectAfterMillis")).isBetween(0L, 25L);
        socket.send(new JsonObject().put("type", "ping"));
        assertThat(socket.await(_ -> true).getString("type")).isEqualTo("pong");
        assertThat(socket.awaitClose()).isEqualTo(4421);
    }

    @Test
    void aClientWhoseHomeIsAboutToLeaveIsToldWhereItWillBeAndServedAsBefore() {
        var bob = register("bob.leaves");
        var socket = client.connect(TOKENS.account(bob), "");
        socket.await("welcome");

        SITE.leave(ShardSet.of(bob.shard()));
        node.homesChanged();
        node.homesChanged();

        var moving = socket.await(_ -> true);
        assertThat(moving.getString("type")).isEqualTo("moving");
        assertThat(moving.getString("home")).isEqualTo("canada");
        assertThat(moving.getLong("epoch")).isEqualTo(2);
        assertThat(moving.getLong("connectAfterMillis")).isBetween(0L, 25L);
        socket.send(new JsonObject().put("type", "ping"));
        assertThat(socket.await(_ -> true).getString("type")).isEqualTo("pong");

        SITE.leave(ShardSet.none());
        SITE.moveAway(ShardSet.of(bob.shard()));
        node.homesChanged();
        assertThat(socket.await(_ -> true).getString("type")).isEqualTo("moved");
        socket.close();
    }

    @Test
    void aClientThatComesToTheWrongSiteIsToldAfterItsWelcome() {
        var bob = register("bob.strays");
        SITE.moveAway(ShardSet.of(bob.shard()));

        var socket = client.connect(TOKENS.account(bob), "");

        assertThat(socket.await(_ -> true).getString("type")).isEqualTo("welcome");
        assertThat(socket.await(_ -> true).getString("type")).isEqualTo("moved");
        SITE.moveAway(ShardSet.none());
        // The home has come back before the client's time was over, so it stays.
        assertThat(socket.closesWithin(Duration.ofMillis(1_500))).isFalse();
        socket.close();
    }

    @Test
    void theWrongSiteNamesTheHome() {
        SITE.moveAway(ShardSet.of(ALICE.shard()));

        var reply = send(ALICE, "r", BOB, "hello");

        assertThat(reply.status()).isEqualTo(421);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.json().getString("code")).isEqualTo("MOVED");
        assertThat(reply.json().getString("home")).isEqualTo("canada");
        assertThat(reply.json().getLong("epoch")).isEqualTo(2);
    }

    @Test
    void withoutALeaseNothingIsDoneAndTheAnswerSaysWhenToRetry() {
        var alice = register("alice.lease");
        SITE.lease(false);

        var reply = send(alice, "r", alice, "hello");

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.header("Retry-After")).isEqualTo("1");
        assertThat(reply.json().getString("code")).isEqualTo("NO_LEASE");
        SITE.lease(true);
        assertThat(send(alice, "r", alice, "hello").json().getString("kept")).isEqualTo("this");
    }

    @Test
    void aLeaseThatEndsBetweenAppendAndAnswerLeavesItUnknown() {
        var alice = register("alice.late");
        SITE.loseLeaseAfterNextLook();

        var reply = send(alice, "r", alice, "hello");

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.json().getString("code")).isEqualTo("UNKNOWN");
        SITE.lease(true);
        assertThat(send(alice, "r", alice, "hello").json().getString("kept")).isEqualTo("same");
    }

    @Test
    void aLogThatDeclinesIsToldWithTheTimeToRetry() {
        var alice = register("alice.full");
        SITE.queue()
                .meet(
                        Optional.of(
                                new Setback.Overloaded("the log is full", Duration.ofSeconds(7))));
        var full = send(alice, "r", alice, "hello");
        SITE.queue().meet(Optional.of(new Setback.NotLeader(OptionalInt.of(2))));
        var follower = send(alice, "r", alice, "hello");

        assertThat(full.status()).isEqualTo(429);
        assertThat(full.header("Retry-After")).isEqualTo("7");
        assertThat(follower.status()).isEqualTo(503);
    }
}
