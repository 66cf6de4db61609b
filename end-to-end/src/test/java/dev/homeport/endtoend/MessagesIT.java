package dev.homeport.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.client.Handle;
import dev.homeport.client.Kept;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Messages between users whose homes are in different sites. */
@Order(2)
@ExtendWith(SharedFleet.class)
class MessagesIT {

    private final String mark = "message " + UUID.randomUUID() + " ";

    @Test
    void aMessageCrossesToARecipientWhoIsOnlineAndToOneWhoIsNot(Fleet fleet) throws Exception {
        try (var mei = new Member(fleet, "mei");
                var kai = new Member(fleet, "kai")) {
            var amy = fleet.folder().account(new Handle("amy")).account();
            var sent =
                    mei.sendAcknowledged(
                            UUID.randomUUID().toString(), kai.account(), mark + "to kai");
            mei.sendAcknowledged(UUID.randomUUID().toString(), amy, mark + "to amy");

            assertThat(sent.site()).isEqualTo(Fleet.SHANGHAI);
            Fleet.patiently()
                    .untilAsserted(
                            () -> assertThat(kai.received(mark)).containsExactly(mark + "to kai"));
        }
        try (var amy = new Member(fleet, "amy")) {
            Fleet.patiently()
                    .untilAsserted(
                            () -> assertThat(amy.received(mark)).containsExactly(mark + "to amy"));
        }
    }

    @Test
    void aRequestIdIsOneMessageEvenAfterTheLeaderWasKilled(Fleet fleet) throws Exception {
        try (var mei = new Member(fleet, "mei");
                var kai = new Member(fleet, "kai");
                var amy = new Member(fleet, "amy")) {
            var id = UUID.randomUUID().toString();
            var first = mei.sendAcknowledged(id, amy.account(), mark + "first");
            var again = mei.sendAcknowledged(id, amy.account(), mark + "first");
            var other = mei.sendAcknowledged(id, amy.account(), mark + "another text");
            var kais = kai.sendAcknowledged(id, amy.account(), mark + "kai's");
            fleet.kill(fleet.leader(Fleet.SHANGHAI));
            var afterwards = mei.sendAcknowledged(id, amy.account(), mark + "first");

            assertThat(again.messageId()).isEqualTo(first.messageId());
            assertThat(other.messageId()).isEqualTo(first.messageId());
            assertThat(other.kept()).isEqualTo(Kept.OTHER);
            assertThat(afterwards.messageId()).isEqualTo(first.messageId());
            assertThat(kais.messageId()).isNotEqualTo(first.messageId());
            mei.sendAcknowledged(UUID.randomUUID().toString(), amy.account(), mark + "last");
            Fleet.patiently()
                    .untilAsserted(() ->
                            assertThat(amy.received(mark))
                                    .containsExactlyInAnyOrder(
                                            mark + "first", mark + "kai's", mark + "last"));
        }
    }

    @Test
    void aWriteAtAnotherSiteIsAnsweredWithTheHomeAndItsEpoch(Fleet fleet) throws Exception {
        var folder = fleet.folder();
        var mei = folder.account(new Handle("mei"));
        try (var http = folder.trust().client(Executors.newVirtualThreadPerTaskExecutor())) {
            for (var door : folder.doors()) {
                var answer =
                        new PlainSender(http, door, mei.token())
                                .send(UUID.randomUUID().toString(), mei.account());
                if (door.site().equals(Fleet.SHANGHAI)) {
                    assertThat(answer.statusCode()).isEqualTo(200);
                } else {
                    assertThat(answer.statusCode()).isEqualTo(421);
                    assertThat(answer.body())
                            .contains("\"MOVED\"", "\"home\":\"shanghai\"", "\"epoch\":1");
                }
            }
        }
    }
}
