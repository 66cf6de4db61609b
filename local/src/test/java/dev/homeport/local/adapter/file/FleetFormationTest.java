package dev.homeport.local.adapter.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.local.address.FleetNumber;
import dev.homeport.local.address.PortPlan;
import dev.homeport.local.plan.FleetLayout;
import dev.homeport.local.plan.FleetPlan;
import dev.homeport.local.plan.FleetSettings;
import dev.homeport.local.plan.PlannedProcess;
import dev.homeport.local.process.StartRefusedException;
import dev.homeport.vocabulary.SiteId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetFormationTest {

    @TempDir Path state;

    private final SecureRandom chance = new SecureRandom();

    @Test
    void newFleetGetsSecretsAndAnOrderForEveryStoreOfItsSites() throws Exception {
        // When
        var formation = FleetFormation.open(state);
        var plan = plan(formation);
        formation.complete(plan, chance);

        // Then
        assertThat(ordered(plan))
                .containsExactly(
                        "shanghai-full-1",
                        "shanghai-log-2",
                        "shanghai-log-3",
                        "shanghai-coordinator-4");
        assertThat(plan.processes().getFirst().formatOrderFile())
                .hasContent(formation.fleet() + "\n")
                .hasParent(state.resolve("shanghai/full-1"));
        assertThat(plan.settings().claimKeyFile()).content().matches("1 [0-9a-f]{64}\n");
        assertThat(plan.settings().permutationKeyFile()).content().matches("[0-9a-f]{64}\n");
        assertThat(state.resolve("fleet")).hasContent(formation.fleet() + "\n");
    }

    @Test
    void interruptedFormationGoesOnAsTheSameFleetWithTheSameSecrets() throws Exception {
        // Given: everything was written but the last step
        var formation = FleetFormation.open(state);
        var plan = plan(formation);
        formation.complete(plan, chance);
        var secret = Files.readString(plan.settings().permutationKeyFile());
        Files.move(state.resolve("fleet"), state.resolve("fleet.forming"));
        Files.delete(plan.processes().getFirst().formatOrderFile());

        // When
        var again = FleetFormation.open(state);
        again.complete(plan, chance);

        // Then
        assertThat(again.fleet()).isEqualTo(formation.fleet());
        assertThat(ordered(plan)).hasSize(4);
        assertThat(plan.settings().permutationKeyFile()).hasContent(secret);
    }

    @Test
    void storeThatVanishesFromACompleteFleetGetsNoOrder() throws Exception {
        // Given
        var formation = FleetFormation.open(state);
        var plan = plan(formation);
        formation.complete(plan, chance);
        for (var process : plan.started()) {
            Files.deleteIfExists(process.formatOrderFile());
        }

        // When
        var later = FleetFormation.open(state);
        later.complete(plan, chance);

        // Then
        assertThat(later.fleet()).isEqualTo(formation.fleet());
        assertThat(ordered(plan)).isEmpty();
    }

    @Test
    void lostSecretIsRefusedAndNotMadeAnew() throws Exception {
        // Given
        var formation = FleetFormation.open(state);
        var plan = plan(formation);
        formation.complete(plan, chance);
        Files.delete(plan.settings().permutationKeyFile());

        // When, then
        assertThatThrownBy(() -> FleetFormation.open(state).complete(plan, chance))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContainingAll("account.permutation.key is missing", "restore it");
        assertThat(plan.settings().permutationKeyFile()).doesNotExist();
    }

    @Test
    void fileThatNamesNoFleetIsRefused() throws Exception {
        Files.writeString(state.resolve("fleet"), "torn");

        assertThatThrownBy(() -> FleetFormation.open(state))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("does not hold a fleet's id");
    }

    private FleetPlan plan(FleetFormation formation) {
        return FleetPlan.of(
                new FleetSettings(
                        formation.fleet(),
                        new FleetNumber(73),
                        List.of(new SiteId("shanghai")),
                        PortPlan.USUAL,
                        state,
                        FleetSettings.USUAL_ISOLATION_BUDGET),
                FleetLayout.USUAL);
    }

    private static List<String> ordered(FleetPlan plan) {
        return plan.processes().stream()
                .filter(process -> Files.exists(process.formatOrderFile()))
                .map(PlannedProcess::name)
                .toList();
    }
}
