package dev.homeport.coordinator.voter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.coordinator.RequestId;
import dev.homeport.coordinator.claim.ClaimCommand;
import dev.homeport.coordinator.claim.ClaimKey;
import dev.homeport.coordinator.claim.OperationStamp;
import dev.homeport.coordinator.grant.GrantRequest;
import dev.homeport.coordinator.state.CoordinatorCommand;
import dev.homeport.quorumqueue.Payload;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CommandCodecTest {

    private static final AccountId ACCOUNT = new AccountId(0x1122334455667L);
    private static final OperationStamp STAMP = new OperationStamp(new Epoch(2), 3, 255);
    private static final List<ClaimKey> KEYS =
            List.of(new ClaimKey(1, new byte[32]), new ClaimKey(65_535, new byte[32]));

    static Stream<CoordinatorCommand> commands() {
        return Stream.of(
                new CoordinatorCommand.Grant(
                        new GrantRequest(
                                new SiteId("shanghai"), new RequestId("shanghai:1:1"), 600, 7)),
                new CoordinatorCommand.Claim(new ClaimCommand.Reserve(ACCOUNT, STAMP, KEYS)),
                new CoordinatorCommand.Claim(new ClaimCommand.Confirm(ACCOUNT, STAMP, KEYS)),
                new CoordinatorCommand.Claim(new ClaimCommand.Release(ACCOUNT, STAMP, KEYS, 9)),
                new CoordinatorCommand.Claim(new ClaimCommand.Tick()),
                new CoordinatorCommand.Claim(new ClaimCommand.BeginRotation(2, 9)),
                new CoordinatorCommand.Claim(
                        new ClaimCommand.ClaimedAgain(ShardSet.range(3, 4_000), 2)),
                new CoordinatorCommand.Claim(new ClaimCommand.EndRotation()));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandComesBack(CoordinatorCommand command) {
        var type = CommandCodec.type(command);

        assertThat(CommandCodec.knows(type, 0)).isTrue();
        assertThat(CommandCodec.decode(type, CommandCodec.encode(command))).isEqualTo(command);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void bytesThatAreNoCommandAreRefused(CoordinatorCommand command) {
        var type = CommandCodec.type(command);
        var bytes = CommandCodec.encode(command).toByteArray();

        for (var length = 0; length < bytes.length; length++) {
            var cut = Payload.copyOf(Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> CommandCodec.decode(type, cut))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        var longer = Payload.copyOf(Arrays.copyOf(bytes, bytes.length + 1));
        assertThatThrownBy(() -> CommandCodec.decode(type, longer))
                .hasMessageContaining("after the end");
    }

    @Test
    void goldenBytesNeverChange() {
        var encoded = commands().map(CommandCodec::encode).map(Payload::toByteArray).toList();

        assertThat(HexFormat.of().formatHex(encoded.get(0)))
                .isEqualTo(
                        "00087368616e67686169"
                                + "000c7368616e676861693a313a31"
                                + "0000000000000258"
                                + "0000000000000007");
        assertThat(HexFormat.of().formatHex(encoded.get(3)))
                .isEqualTo(
                        "0001122334455667"
                                + "0000000000000002"
                                + "0000000000000003"
                                + "ff"
                                + "02"
                                + ("0001" + "00".repeat(32))
                                + ("ffff" + "00".repeat(32))
                                + "0000000000000009");
        assertThat(HexFormat.of().formatHex(encoded.get(5))).isEqualTo("00020000000000000009");
    }

    @Test
    void otherTypesAndVersionsAreNotKnown() {
        assertThat(CommandCodec.knows(0, 0)).isFalse();
        assertThat(CommandCodec.knows(9, 0)).isFalse();
        assertThat(CommandCodec.knows(1, 1)).isFalse();
    }
}
