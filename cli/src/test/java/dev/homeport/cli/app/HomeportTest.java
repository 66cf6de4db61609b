package dev.homeport.cli.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.cli.exit.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HomeportTest {

    @Test
    void anAddressIsExplainedHereAsJson() {
        var ran = run("route", "explain", "--ip", "8.8.8.8", "-o", "json");
        assertThat(ran.code()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out())
                .isEqualTo(
                        "{\"subject\":\"8.8.8.8\",\"country\":\"US\",\"rule\":\"americas\","
                                + "\"home\":\"canada\",\"epoch\":null,\"tableVersion\":null,"
                                + "\"reason\":\"8.8.8.8 is in US; rule americas claims it as"
                                + " north-america for canada\",\"answeredBy\":"
                                + "\"the shipped rules\"}\n");
    }

    /** The script hands over verbs that it knows; one that it does not cannot be reached by it. */
    @Test
    void theScriptAtTheFrontDoorKnowsEveryVerb() throws IOException {
        var help = run("--help").out();
        var verbs = verbs(help.substring(help.indexOf("Commands:")));
        verbs.remove("help");
        var script = Files.readString(Path.of("../homeport"));
        var usage = script.substring(script.indexOf("Usage:"), script.indexOf("\nTEXT\n"));
        var passed =
                script.lines()
                        .filter(line -> line.contains(") run_cli \"$verb\""))
                        .map(line -> line.substring(0, line.indexOf(')')).strip())
                        .flatMap(line -> Stream.of(line.split(" \\| ", -1)))
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(verbs).contains("up", "drill", "exit-codes");
        assertThat(passed).isEqualTo(verbs);
        var shown = verbs(usage);
        assertThat(shown).contains("test", "help");
        shown.removeAll(Set.of("test", "help"));
        assertThat(shown).isEqualTo(verbs);
    }

    /** The first words of lines that are indented by two blanks. */
    private static Set<String> verbs(String text) {
        return text.lines()
                .map(Pattern.compile("  ([a-z][a-z-]*) .*")::matcher)
                .filter(Matcher::matches)
                .map(line -> line.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void norwayIsQuotedInYaml() {
        var ran = run("route", "explain", "--ip", "193.213.112.4", "-o", "yaml");
        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .startsWith(
                        "subject: 193.213.112.4\ncountry: 'NO'\nrule: europe\nhome: canada\n"
                                + "epoch: null\ntableVersion: null\nreason: ");
    }

    @Test
    void aTableIsForPeople() {
        var ran = run("route", "explain", "--ip", "10.0.0.1");
        assertThat(ran.out())
                .startsWith(
                        """
                        SUBJECT        10.0.0.1
                        COUNTRY        -
                        RULE           special-purpose-address
                        HOME           canada
                        EPOCH          -
                        TABLE VERSION  -
                        REASON         10.0.0.1 is in 10.0.0.0/8 (private use, RFC 1918)\
                        """);
    }

    @ParameterizedTest
    @CsvSource({
        "114.114.114.114, CN, shanghai",
        "::ffff:114.114.114.114, CN, shanghai",
        "240e::1, CN, shanghai",
        "202.12.27.33, JP, hongkong",
        "139.130.4.5, AU, hongkong",
        "2001:4860:4860::8888, US, canada",
    })
    void addressesOfBothFamiliesAreExplained(String ip, String country, String home) {
        var ran = run("route", "explain", "--ip=" + ip, "--output=json");
        assertThat(ran.out())
                .contains("\"country\":\"" + country + "\"", "\"home\":\"" + home + "\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--ip x|2|homeport: ip: \"x\" is not an IP address",
                "--ip 1.2.3.4:5|2|homeport: ip: \"1.2.3.4:5\" has a port; leave out the port",
                "--account 0|2|homeport: account: \"0\" is not an account id; use a whole number",
                "--handle a\u0001b|2|homeport: handle: \"a\\u0001b\" has a character",
                "--account 4000|6|homeport: this needs a server that has a routing table; name one",
                "--handle ada|6|reaches the account id coordinator; name one by --server URL",
                "--ip 8.8.8.8 --geo-database gone.mmdb|5|homeport: geo database: gone.mmdb is no",
                "--ip 8.8.8.8 --server router|2|homeport: server: \"router\" is no address",
                "--ip 8.8.8.8 --server ftp://r|2|homeport: server: \"ftp://r\" is no address",
                "--ip 8.8.8.8 --server http://127.42.9.9:22999|4|127.42.9.9:22999 cannot be asked",
                "--ip 8.8.8.8 --server https://127.42.9.9 --ca gone.pem|2|ca: gone.pem is no PEM",
                "''|2|homeport: Error: Missing required argument",
                "--ip 8.8.8.8 --account 1|2|mutually exclusive",
                "--ip 8.8.8.8 -o xml|2|expected one of [table, json, yaml]",
                "--ip 8.8.8.8 -o JSON|2|expected one of [table, json, yaml]",
                "--colour|2|route explain --help' tells more.",
            })
    void whatGoesWrongIsSaidOnStderrAlone(String options, int code, String message) {
        var ran = run(("route explain " + options).strip().split(" "));
        assertThat(ran.code()).isEqualTo(code);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains(message).doesNotContain("\tat ");
    }

    @Test
    void theEnvironmentNamesServerAndDatabaseToo(@TempDir Path folder) {
        var toServer = Map.of("HOMEPORT_SERVER", "http://127.42.9.9:22999");
        assertThat(run(toServer, "route", "explain", "--account", "7").code()).isEqualTo(4);
        var gone = Map.of("HOMEPORT_GEO_DATABASE", folder.resolve("gone.mmdb").toString());
        assertThat(run(gone, "route", "explain", "--ip", "8.8.8.8").code()).isEqualTo(5);
    }

    @Test
    void exitCodesHaveAPage() {
        var ran = run("exit-codes");
        assertThat(ran.code()).isZero();
        for (var code : ExitCode.values()) {
            assertThat(ran.out()).contains(code.number() + "  " + code.meaning());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "help",
                "help route",
                "route --help",
                "route explain --help",
                "load --help",
                "site --help",
                "site list --help",
                "site show --help",
                "site evacuate --help",
                "site fail-back --help",
                "site fail-over --help",
                "site cordon --help",
                "site policy --help",
                "site adopted --help",
                "move --help",
                "move list --help",
                "move show --help",
                "move watch --help",
                "move abort --help",
                "drill --help",
                "drill list --help",
                "drill run --help",
                "drill abort --help",
                "drill report --help",
                "chat --help",
                "simulate --help",
                "bench --help",
                "bench append --help",
                "bench failover --help",
                "bench leases --help",
                "bench list --help",
                "completion --help",
                "exit-codes --help"
            })
    void everyCommandHasHelp(String arguments) {
        var ran = run(arguments.split(" "));
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).startsWith("Usage: homeport").doesNotContain("\u001b[");
        assertThat(ran.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "route",
                "route explane",
                "site",
                "site leave",
                "move",
                "bench",
                "bench race",
                "frobnicate"
            })
    void withoutAVerbItIsWrongUsage(String arguments) {
        var ran = run(arguments.isEmpty() ? new String[0] : arguments.split(" "));
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).startsWith("homeport: ").contains("--help' tells more.");
    }

    @Test
    void theVersionIsTold() {
        assertThat(run("--version").out()).startsWith("homeport ");
        assertThat(run("route", "explain", "--version").out()).startsWith("homeport ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh"})
    void completionKnowsEveryOption(String shell) {
        var ran = run("completion", shell);
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains("complete -F _complete_homeport", "--account", "--geo-");
        assertThat(ran.out()).contains("--cross-site", "--settle", "--as", "--stay");
        assertThat(ran.out()).contains("--dry-run", "--expected-version", "--detach", "--off");
        assertThat(ran.out()).contains("evacuate", "fail-back", "cordon", "watch", "abort");
        assertThat(ran.out()).contains("fail-over", "--fenced", "--automation", "--isolation-");
        assertThat(ran.out()).contains("--seeds", "--replay", "--without", "--focus");
        assertThat(ran.out()).contains("--rounds", "--in-flight", "--disk-mib");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "load",
                "load -o json",
                "chat --as mei",
                "chat --as mei -o json",
                "site list",
                "site evacuate hongkong --yes",
                "site fail-over hongkong --yes",
                "site policy hongkong",
                "site adopted hongkong",
                "move list -o json",
                "move abort m-0123456789ab --yes"
            })
    void withoutAFleetItIsSaidHowToStartOne(String arguments, @TempDir Path folder) {
        var ran = run(Map.of("HOMEPORT_STATE", folder.toString()), arguments.split(" "));
        assertThat(ran.code()).isEqualTo(ExitCode.OPERATOR.number());
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .isEqualTo(
                        "homeport: "
                                + folder.resolve("fleet.json")
                                + " is not there; start a fleet by ./homeport up\n");
    }

    @Test
    void aFleetWithoutThatAccountNamesTheFolder(@TempDir Path folder) throws Exception {
        Files.writeString(
                folder.resolve("fleet.json"),
                """
                {"fleet":"00000000-0000-0007-0000-000000000004","router":"https://127.0.0.1:1",
                 "authority":"authority/authority.pem","sites":{}}
                """);
        var ran = run(Map.of("HOMEPORT_STATE", folder.toString()), "chat", "--as", "mei");
        assertThat(ran.code()).isEqualTo(ExitCode.OPERATOR.number());
        assertThat(ran.err())
                .isEqualTo(
                        "homeport: handle: there is no account of mei under "
                                + folder.resolve("accounts")
                                + "; use one of those that ./homeport up made\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"site list", "site fail-back hongkong --dry-run", "move show m-1"})
    void aFleetFromBeforeOperatorsIsToldToStartAnew(String arguments, @TempDir Path folder)
            throws Exception {
        Files.writeString(
                folder.resolve("fleet.json"),
                """
                {"fleet":"00000000-0000-0007-0000-000000000004","router":"https://127.0.0.1:1",
                 "authority":"authority/authority.pem","sites":{}}
                """);
        var ran = run(Map.of("HOMEPORT_STATE", folder.toString()), arguments.split(" "));
        assertThat(ran.code()).isEqualTo(ExitCode.OPERATOR.number());
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .isEqualTo(
                        "homeport: "
                                + folder.resolve("fleet.json")
                                + " names no operator and no door of the control plane, since the"
                                + " fleet was last started by an older release; start it anew by"
                                + " ./homeport down and ./homeport up\n");
    }

    private record Ran(int code, String out, String err) {}

    private static Ran run(String... arguments) {
        // Nobody's own fleet is asked that may run beside the test.
        return run(Map.of("HOMEPORT_STATE", "no-such-folder"), arguments);
    }

    private static Ran run(Map<String, String> environment, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var code =
                Homeport.run(
                        new PrintStream(out, false, UTF_8),
                        new PrintStream(err, false, UTF_8),
                        environment,
                        arguments);
        return new Ran(code, out.toString(UTF_8), err.toString(UTF_8));
    }
}
