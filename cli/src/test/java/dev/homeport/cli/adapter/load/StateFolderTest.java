package dev.homeport.cli.adapter.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.client.Handle;
import dev.homeport.client.SiteDoor;
import dev.homeport.client.adapter.file.FleetFolder;
import dev.homeport.local.account.DemoAccount;
import dev.homeport.local.adapter.json.DemoAccountFile;
import dev.homeport.local.adapter.json.FleetContactsFile;
import dev.homeport.local.address.FleetNumber;
import dev.homeport.local.address.PortPlan;
import dev.homeport.local.contact.FleetContacts;
import dev.homeport.local.plan.FleetLayout;
import dev.homeport.local.plan.FleetPlan;
import dev.homeport.local.plan.FleetSettings;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.SiteId;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher writes is what clients read. */
class StateFolderTest {

    private static final FleetId FLEET = new FleetId(new UUID(7, 5));
    private static final SiteId SHANGHAI = new SiteId("shanghai");
    private static final SiteId CANADA = new SiteId("canada");

    @TempDir private Path state;

    private FleetSettings settings() {
        return new FleetSettings(
                FLEET,
                new FleetNumber(175),
                List.of(SHANGHAI, CANADA),
                PortPlan.USUAL,
                state,
                FleetSettings.USUAL_ISOLATION_BUDGET);
    }

    @Test
    void aFleetIsFoundWithItsDoorsDatabasesAndTheProxysCertificate() throws Exception {
        var settings = settings();
        var contacts = FleetContacts.of(FleetPlan.of(settings, FleetLayout.USUAL));
        FleetContactsFile.write(state, contacts);

        var fleet = FleetFolder.open(state);

        assertThat(fleet.fleet()).isEqualTo(FLEET);
        assertThat(Optional.of(fleet.router())).isEqualTo(contacts.router());
        assertThat(fleet.doors())
                .containsExactlyInAnyOrder(
                        new SiteDoor(SHANGHAI, access(contacts, SHANGHAI)),
                        new SiteDoor(CANADA, access(contacts, CANADA)));
        assertThat(fleet.trust().authority()).contains(settings.authorityFile());
        assertThat(fleet.trust().identity())
                .hasValueSatisfying(proxy -> {
                    assertThat(proxy.certificate())
                            .isEqualTo(settings.proxyCertificate().certificate());
                    assertThat(proxy.key()).isEqualTo(settings.proxyCertificate().privateKey());
                });
        assertThat(fleet.controls().keySet()).containsExactlyInAnyOrder(SHANGHAI, CANADA);
        assertThat(fleet.controls().values())
                .allSatisfy(control -> assertThat(control.getPort()).isEqualTo(21_009));
        assertThat(fleet.operator().authority()).contains(settings.authorityFile());
        assertThat(fleet.operator().identity())
                .hasValueSatisfying(operator ->
                        assertThat(operator.key())
                                .isEqualTo(settings.operatorCertificate().privateKey()));
        assertThat(fleet.databases().keySet()).containsExactlyInAnyOrder(SHANGHAI, CANADA);
        assertThat(fleet.databases().values())
                .allSatisfy(database -> assertThat(database.url()).startsWith("jdbc:mysql://127."))
                .extracting(FleetFolder.Database::folder)
                .contains(state.resolve("canada").resolve("database-5"));
    }

    private static URI access(FleetContacts contacts, SiteId site) {
        return Optional.ofNullable(contacts.sites().get(site))
                .flatMap(FleetContacts.Site::access)
                .orElseThrow();
    }

    @Test
    void aDemoAccountIsFoundByItsHandleWithItsHome() throws Exception {
        FleetContactsFile.write(
                state, FleetContacts.of(FleetPlan.of(settings(), FleetLayout.USUAL)));
        DemoAccountFile.write(
                settings().accountFolder(),
                new DemoAccount("mei", new AccountId(4097), SHANGHAI, "a.b.c"));

        var mei = FleetFolder.open(state).account(new Handle("mei"));

        assertThat(mei.account()).isEqualTo(new AccountId(4097));
        assertThat(mei.home()).contains(SHANGHAI);
        assertThat(mei.token()).isEqualTo("a.b.c");
        assertThat(mei).hasToString("mei (4097)");
    }
}
