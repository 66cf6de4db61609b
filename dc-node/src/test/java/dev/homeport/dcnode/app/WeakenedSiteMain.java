package dev.homeport.dcnode.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.homeport.dcnode.home.lease.LeaseRule;
import dev.homeport.dcnode.home.lease.LeaseRules;
import dev.homeport.dcnode.home.move.MoveRule;
import dev.homeport.dcnode.home.move.MoveRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * The process of a site without one rule: with it end-to-end tests see that a drill finds what is
 * missing. The rule is named by the file that the system property {@code weakened} names, and is
 * read at each question, so that it can be changed while the process runs; an empty file removes
 * none. It stands among the tests, so that nothing that is shipped can be run like this.
 */
public final class WeakenedSiteMain {

    private static final String PROPERTY = "weakened";

    /** Only those rules can be named which {@link SiteRules} brings to where they count. */
    private static final Set<Enum<?>> REMOVABLE =
            Set.of(
                    LeaseRule.CHECK_AFTER_COMMIT,
                    MoveRule.OPENING_BEHIND_ITS_VECTOR,
                    MoveRule.ORPHANS_ARE_ADOPTED);

    private WeakenedSiteMain() {}

    /** Runs the process as {@link SiteMain} does. */
    public static void main(String[] args) {
        var removed = new Removed(Path.of(System.getProperty(PROPERTY, "")));
        SiteMain.runToEnd(
                new SiteRules(LeaseRules.without(removed::is), MoveRules.without(removed::is)));
    }

    /** The file with the name of the rule that is removed. Thread-safe. */
    private record Removed(Path file) {

        boolean is(Enum<?> rule) {
            return REMOVABLE.contains(rule) && name().equals(rule.name());
        }

        private String name() {
            try {
                return Files.readString(file, UTF_8).strip();
            } catch (IOException e) {
                throw new UncheckedIOException(
                        PROPERTY + ": " + file + " cannot be read; name a file with a rule", e);
            }
        }
    }
}
