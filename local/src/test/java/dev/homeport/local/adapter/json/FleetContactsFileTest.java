package dev.homeport.local.adapter.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.local.account.DemoAccount;
import dev.homeport.local.address.FleetNumber;
import dev.homeport.local.address.PortPlan;
import dev.homeport.local.contact.FleetContacts;
import dev.homeport.local.plan.FleetLayout;
import dev.homeport.local.plan.FleetPlan;
import dev.homeport.local.plan.FleetSettings;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.SiteId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetContactsFileTest {

    private static final FleetId FLEET = FleetId.parse("6f0f6f1e-5a4f-4c39-8d4e-0b7e7f6c2a11");
    private static final SiteId SHANGHAI = new SiteId("shanghai");

    @TempDir Path state;

    @Test
    void whatIsWrittenIsReadBackInTheOrderOfTheSites() throws Exception {
        var contacts = contacts();

        FleetContactsFile.write(state, contacts);

        var read = FleetContactsFile.read(state).orElseThrow();
        assertThat(read).isEqualTo(contacts);
        assertThat(read.sites().sequencedKeySet()).containsExactly(SHANGHAI, new SiteId("canada"));
    }

    @Test
    void fieldsAreThoseThatOtherToolsRead() throws Exception {
        FleetContactsFile.write(state, contacts());

        assertThat(state.resolve("fleet.json"))
                .content()
                .contains(
                        "\"router\" : \"https://127.73.0.2:21000\"",
                        "\"authority\" : \"authority/authority.pem\"",
                        "\"certificate\" : \"" + state + "/outside/proxy-1/certificate.pem\"",
                        "\"key\" : \"" + state + "/outside/proxy-1/private-key.pem\"",
                        "\"certificate\" : \"" + state + "/outside/operator-1/certificate.pem\"",
                        "\"key\" : \"" + state + "/outside/operator-1/private-key.pem\"",
                        "\"access\" : \"https://127.73.1.1:21001\"",
                        "\"control\" : \"https://127.73.1.4:21009\"",
                        "\"shanghai-log-2\" : \"http://127.73.1.2:21010\"",
                        "\"url\" : \"jdbc:mysql://127.73.1.5:21014/homeport\"",
                        "\"router-2\" : \"http://127.73.0.2:21010\"",
                        "\"wan\" : \"http://127.73.0.1:21015\"");
    }

    @Test
    void aFileFromBeforeOperatorsIsReadWithoutThem() throws Exception {
        FleetContactsFile.write(state, contacts());
        var file = FleetContactsFile.in(state);
        var older =
                Files.readString(file)
                        .replaceAll("(?s)\\s*\"operator\" : \\{[^}]*\\},", "")
                        .replaceAll("\\s*\"control\" : \"[^\"]*\",", "");
        assertThat(older).doesNotContain("operator", "control");
        Files.writeString(file, older);

        var read = FleetContactsFile.read(state).orElseThrow();

        assertThat(read.operator()).isEmpty();
        assertThat(read.sites().values())
                .hasSize(2)
                .allSatisfy(site -> {
                    assertThat(site.control()).isEmpty();
                    assertThat(site.access()).isPresent();
                });
    }

    @Test
    void missingFileIsNothingAndADamagedOneIsNamed() throws Exception {
        assertThat(FleetContactsFile.read(state)).isEmpty();
        Files.writeString(FleetContactsFile.in(state), "{\"fleet\":");

        assertThatThrownBy(() -> FleetContactsFile.read(state))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("fleet.json is damaged", "homeport up");
    }

    @Test
    void demoAccountIsReadBackAndADamagedFileIsNone() throws Exception {
        var mei = new DemoAccount("mei", new AccountId(4096), SHANGHAI, "a.b.c");

        DemoAccountFile.write(state, mei);

        assertThat(DemoAccountFile.read(state, "mei")).contains(mei);
        assertThat(DemoAccountFile.read(state, "kai")).isEmpty();
        Files.writeString(state.resolve("kai.json"), "{}");
        assertThat(DemoAccountFile.read(state, "kai")).isEmpty();
    }

    private FleetContacts contacts() {
        return FleetContacts.of(
                FleetPlan.of(
                        new FleetSettings(
                                FLEET,
                                new FleetNumber(73),
                                List.of(SHANGHAI, new SiteId("canada")),
                                PortPlan.USUAL,
                                state,
                                FleetSettings.USUAL_ISOLATION_BUDGET),
                        FleetLayout.USUAL));
    }
}
