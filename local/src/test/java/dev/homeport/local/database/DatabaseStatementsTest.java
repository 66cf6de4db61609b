package dev.homeport.local.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.local.address.Endpoint;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.SiteId;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatabaseStatementsTest {

    private static final FleetId FLEET = FleetId.parse("6f0f6f1e-5a4f-4c39-8d4e-0b7e7f6c2a11");
    private static final SiteId SHANGHAI = new SiteId("shanghai");

    @Test
    void everyRoleGetsItsUserPasswordAndPrivileges() {
        var sql = DatabaseStatements.ofEveryStart(passwords());

        assertThat(sql.lines())
                .contains(
                        "CREATE USER IF NOT EXISTS 'homeport_reader'@'127.%' IDENTIFIED BY"
                                + " 'passwordOfREADER';",
                        "GRANT SELECT ON `homeport`.* TO 'homeport_reader'@'127.%';",
                        "ALTER USER 'root'@'localhost' IDENTIFIED BY"
                                + " 'passwordOfADMINISTRATOR';")
                .allMatch(line -> line.endsWith(";"));
    }

    @Test
    void passwordThatWouldNeedQuotingIsRefused() {
        var passwords = passwords();
        passwords.put(DatabaseRole.READER, "0123456789abcdef' OR '1");

        assertThatThrownBy(() -> DatabaseStatements.ofEveryStart(passwords))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("READER")
                .hasMessageNotContaining("OR '1");
    }

    private static EnumMap<DatabaseRole, String> passwords() {
        var passwords = new EnumMap<DatabaseRole, String>(DatabaseRole.class);
        for (var role : DatabaseRole.values()) {
            passwords.put(role, ("passwordOf" + role));
        }
        passwords.put(DatabaseRole.PROBE, "passwordOfPROBE0");
        return passwords;
    }

    @Test
    void firstStartMakesNoRootForTheNameOfThisMachine() {
        var sql =
                DatabaseStatements.ofTheFirstStart(
                        List.of("a;\nREPLACE INTO x SELECT @current_hostname;\nb;\n"));

        assertThat(sql).contains("a;\nb;\n").doesNotContain("@current_hostname");
    }

    @Test
    void serverReadsNoFileOfTheMachineAndSyncsEveryCommit() {
        var settings =
                new DatabaseSettings(
                        FLEET, SHANGHAI, Endpoint.parse("127.44.1.5:23013"), Path.of("/a b/db"));

        var options = DatabaseOptions.ofTheServer(settings, true);

        assertThat(options)
                .startsWith("--no-defaults", "--user=root", "--datadir=/a b/db/data")
                .contains(
                        "--bind-address=127.44.1.5",
                        "--port=23013",
                        "--innodb-flush-log-at-trx-commit=1");
        assertThat(DatabaseOptions.ofTheServer(settings, false)).doesNotContain("--user=root");
    }

    @Test
    void identityReadsBackAndTellsWhatDiffers() {
        var own = DatabaseIdentity.of(FLEET, SHANGHAI, "10.11");

        assertThat(DatabaseIdentity.parse(own.toText())).contains(own);
        assertThat(own.refusalOf(own)).isEmpty();
        assertThat(own.refusalOf(DatabaseIdentity.of(FLEET, new SiteId("canada"), "10.11")))
                .hasValue("they are of site canada and not of shanghai");
        assertThat(own.refusalOf(DatabaseIdentity.of(FLEET, SHANGHAI, "11.4")).orElseThrow())
                .contains("version 11.4");
        assertThat(own.refusalOf(new DatabaseIdentity("x", "shanghai", "10.11")).orElseThrow())
                .contains("fleet x");
        assertThat(DatabaseIdentity.parse("")).isEmpty();
        assertThat(DatabaseIdentity.parse("homeport-database 1\na\nb\nc\n")).isEmpty();
    }
}
