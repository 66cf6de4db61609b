package dev.homeport.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Runbooks name every drill, and every sentence by which an operator is refused. */
class RunbooksTest {

    /** Who refuses: each sentence in them is told in a runbook. */
    private static final List<String> DECIDERS =
            List.of(
                    "control-plane/src/main/java/dev/homeport/controlplane/decision/Cordoning.java",
                    "control-plane/src/main/java/dev/homeport/controlplane/decision/HealedGate.java",
                    "control-plane/src/main/java/dev/homeport/controlplane/decision/MoveAbort.java",
                    "control-plane/src/main/java/dev/homeport/controlplane/decision/MoveBegin.java",
                    "control-plane/src/main/java/dev/homeport/controlplane/decision/MovePlanner.java",
                    "control-plane/src/main/java/dev/homeport/controlplane/decision/PolicyChange.java",
                    "control-plane/src/main/java/dev/homeport/controlplane/decision/TargetGate.java",
                    "control-plane/src/main/java/dev/homeport/controlplane/takeover/Survivors.java",
                    "control-plane/src/main/java/dev/homeport/controlplane/takeover/TakeoverDecider.java",
                    "control-plane/src/main/java/dev/homeport/controlplane/takeover/TakeoverPlanner.java",
                    "local/src/main/java/dev/homeport/local/app/DrillDesk.java");

    private static final List<String> MODULES_THAT_REFUSE =
            List.of("cli", "control-plane", "drills", "local", "vocabulary");

    private static final String KINDS =
            "drills/src/main/java/dev/homeport/drills/run/DrillKind.java";

    private static final Pattern KIND =
            Pattern.compile("^    ([A-Z][A-Z_]+)\\($", Pattern.MULTILINE);
    private static final Pattern KIND_ON_ONE_LINE =
            Pattern.compile("^    ([A-Z][A-Z_]+)\\(.*[,;]$", Pattern.MULTILINE);
    private static final Pattern JOINED = Pattern.compile("\"\\s*\\+\\s*\"");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");

    /** A sentence begins with the field that is wrong, or ends with the mend. */
    private static final Pattern REFUSAL = Pattern.compile("^[a-zA-Z, ]+: .+|.*; .+");

    /** In the column of what is said, between backticks. */
    private static final Pattern SAID = Pattern.compile("`([^`]*)`");

    private static final int LEAST_LENGTH = 12;

    private static Path root() throws Exception {
        return BuiltModules.ofThisCheckout().root();
    }

    private static String runbook(String name) throws Exception {
        return Files.readString(root().resolve("docs/runbooks").resolve(name));
    }

    private static List<Path> refusals() throws Exception {
        try (var files = Files.newDirectoryStream(root().resolve("docs/runbooks"), "refused-*")) {
            var found = new ArrayList<Path>();
            files.forEach(found::add);
            return found;
        }
    }

    /** Texts that are put together from constants stand in one piece. */
    private static String source(Path file) throws Exception {
        return JOINED.matcher(Files.readString(file)).replaceAll("");
    }

    private static List<String> kinds() throws Exception {
        var text = Files.readString(root().resolve(KINDS));
        var found = new ArrayList<String>();
        for (var pattern : List.of(KIND, KIND_ON_ONE_LINE)) {
            pattern.matcher(text)
                    .results()
                    .map(kind -> kind.group(1).toLowerCase(Locale.ROOT).replace('_', '-'))
                    .forEach(found::add);
        }
        return found;
    }

    @Test
    void everyDrillHasARunbookThatTheIndexNames() throws Exception {
        assertThat(kinds()).contains("evacuation", "pause", "control-plane-loss");
        var index = runbook("README.md");
        for (var kind : kinds()) {
            assertThat(runbook("drill-" + kind + ".md"))
                    .as(kind)
                    .contains("homeport drill run " + kind, "**When.**", "undone.**", "red");
            assertThat(index).contains("(drill-" + kind + ".md)");
        }
    }

    @Test
    void everyRefusalOfADeciderIsInARunbook() throws Exception {
        var told = new StringBuilder();
        for (var page : refusals()) {
            told.append(Files.readString(page));
        }
        for (var file : DECIDERS) {
            var sentences =
                    LITERAL.matcher(source(root().resolve(file)))
                            .results()
                            .map(literal -> literal.group(1).strip())
                            .filter(text -> text.length() >= LEAST_LENGTH)
                            .filter(text -> REFUSAL.matcher(text).matches())
                            .toList();
            assertThat(sentences).as(file).isNotEmpty();
            for (var sentence : sentences) {
                assertThat(told).as("%s: \"%s\"", file, sentence).contains(sentence);
            }
        }
    }

    @Test
    void everySentenceThatARunbookQuotesIsStillSaid() throws Exception {
        var sources = new StringBuilder();
        for (var module : MODULES_THAT_REFUSE) {
            try (var files = Files.walk(root().resolve(module).resolve("src/main/java"))) {
                for (var file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
                    sources.append(source(file));
                }
            }
        }
        var said = sources.toString();
        for (var page : refusals()) {
            for (var fragment : fragments(Files.readString(page))) {
                assertThat(said.contains(fragment))
                        .as("%s: \"%s\" is said nowhere", page.getFileName(), fragment)
                        .isTrue();
            }
        }
    }

    /** What is said between the places of what differs from case to case. */
    private static List<String> fragments(String page) {
        var found = new ArrayList<String>();
        for (var line : page.lines().filter(each -> each.startsWith("|")).toList()) {
            var cells = line.split("\\|", -1);
            var sentences = cells[1].strip().length() == 1 ? cells[2] : cells[1];
            SAID.matcher(sentences)
                    .results()
                    .flatMap(said -> Pattern.compile("…").splitAsStream(said.group(1)))
                    .map(String::strip)
                    .filter(text -> text.length() >= LEAST_LENGTH)
                    .forEach(found::add);
        }
        return found;
    }

    @Test
    void fragmentsAreTakenFromTheColumnOfWhatIsSaid() {
        assertThat(
                        fragments(
                                """
                                | code | what is said | cause |
                                | 3 | `site: … has a part in a move; wait` and `short` | `homeport move list --all` |
                                | `no code here: but … a sentence still` | cause | mend |
                                """))
                .containsExactly(
                        "has a part in a move; wait", "no code here: but", "a sentence still");
    }
}
