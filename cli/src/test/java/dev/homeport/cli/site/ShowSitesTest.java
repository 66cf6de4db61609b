package dev.homeport.cli.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.cli.move.ScriptedControl;
import dev.homeport.cli.move.ScriptedControl.Ran;
import org.junit.jupiter.api.Test;

/** How sites are shown, and kept from becoming the home of anything. */
class ShowSitesTest {

    private final ScriptedControl control = new ScriptedControl();

    @Test
    void sitesAreListedWithWhatIsKnownOfThem() {
        var table = ScriptedControl.run(printer -> new ListSitesCommand(control, printer));

        assertThat(table.out())
                .isEqualTo(
                        """
                        SITE      STATE       HEALTH              STAND-IN  SHARDS  NATIVE  OPEN  LEASED  LAG    AUTOMATION  BUDGET  MOVES
                        canada    in-service  degraded (witness)  -         2731    1365    2731  2731    12 ms  propose     30 s    m-0123456789ab
                        hongkong  evacuated   -                   canada    0       -       -     -       -      -           -       -
                        canada: a takeover is proposed since 1970-01-01T00:01:40Z (nobody reaches it); decide on it by 'homeport site fail-over canada'
                        """);
        var json =
                ScriptedControl.run(
                        printer -> new ListSitesCommand(control, printer), "-o", "json");
        assertThat(json.out())
                .startsWith("{\"tableVersion\":2,\"sites\":[{\"name\":\"canada\",\"state\":")
                .contains("{\"name\":\"hongkong\",\"state\":\"evacuated\",\"standIn\":\"canada\"");
    }

    @Test
    void healthPolicyAndProposalAreFieldsOfTheirOwn() {
        var json =
                ScriptedControl.run(
                        printer -> new ListSitesCommand(control, printer), "-o", "json");

        assertThat(json.out())
                .contains(
                        "\"health\":{\"state\":\"degraded\",\"parts\":[\"witness\"],\"sinceMillis\":90000,\"detail\":\"it"
                            + " is slow\"},\"automation\":\"propose\","
                            + "\"isolationBudgetMillis\":30000,\"proposal\":{\"sinceMillis\":100000,\"why\":\"nobody"
                            + " reaches it\"},\"moves\":");
        assertThat(show("canada").out())
                .contains(
                        "HEALTH            degraded (witness) since 1970-01-01T00:01:30Z: it is"
                                + " slow\n")
                .contains("AUTOMATION        propose\nISOLATION BUDGET  30 s\n")
                .contains("PROPOSAL          a takeover is proposed since ")
                .contains("'homeport site fail-over canada'\n");
    }

    private Ran show(String... arguments) {
        return ScriptedControl.run(printer -> new ShowSiteCommand(control, printer), arguments);
    }

    @Test
    void oneSiteIsShownWithWhatItReports() {
        assertThat(show("canada").out())
                .endsWith(
                        """
                        MOVES             m-0123456789ab
                        TABLE VERSION     2
                        Led by canada/1, at version 2
                        Its view: it is read-only
                          FROM      STATE  LAG  OLDEST  DETAIL
                          hongkong  UP     7    12 ms   -
                        """);
        assertThat(show("canada", "-o", "json").out())
                .endsWith(
                        "\"tableVersion\":2,\"report\":{\"leader\":\"canada/1\",\"tableVersion\":2,"
                                + "\"open\":[{\"epoch\":1,\"shards\":\"2731-4095\"}],\"leased\":"
                                + "\"2731-4095\",\"logRoomBytes\":1000,\"viewLagEntries\":3,"
                                + "\"viewTrouble\":\"it is read-only\",\"healing\":{\"orphans\":2,"
                                + "\"adopted\":5,\"reseeding\":12,\"differing\":1},"
                                + "\"links\":[{\"origin\":"
                                + "\"hongkong\",\"state\":\"UP\",\"lagEntries\":7,"
                                + "\"oldestUnshippedMillis\":12,\"detail\":null}]}}\n");
    }

    @Test
    void aSiteThatDoesNotReportIsShownWithoutAndOneThatIsNoneIsRefused() {
        assertThat(show("hongkong", "-o", "json").out())
                .isEqualTo(
                        "{\"name\":\"hongkong\",\"state\":\"evacuated\",\"standIn\":\"canada\",\"shards\":0,\"nativeShards\":null,\"open\":null,\"leased\":null,\"lagMillis\":null,\"health\":null,\"automation\":null,\"isolationBudgetMillis\":null,\"proposal\":null,\"moves\":[],\"tableVersion\":2,\"report\":null}\n");
        assertThat(show("hongkong").out()).endsWith("None of its nodes answers.\n");
        assertThat(show("paris").code()).isEqualTo(3);
        assertThat(show("Paris").code()).isEqualTo(2);
    }

    @Test
    void aCordonIsSetAndTakenAway() {
        var set =
                ScriptedControl.run(
                        printer -> new CordonCommand(control, printer, () -> "r-1"),
                        "hongkong",
                        "--expected-version",
                        "2",
                        "-o",
                        "json");
        assertThat(set.code()).isZero();
        assertThat(set.out())
                .startsWith("{\"already\":false,\"site\":{\"name\":\"hongkong\",\"state\":");
        ScriptedControl.run(
                printer -> new CordonCommand(control, printer, () -> "r-1"),
                "hongkong",
                "--off",
                "--reason",
                "mended");

        assertThat(control.calls)
                .containsExactly(
                        "cordon hongkong true OptionalLong[2] homeport site cordon",
                        "site hongkong",
                        "cordon hongkong false OptionalLong.empty mended",
                        "site hongkong");
    }
}
