package dev.homeport.cli.site;

import dev.homeport.cli.move.Following;
import dev.homeport.cli.output.Format;
import dev.homeport.cli.output.OutputOption;
import dev.homeport.client.control.MoveKind;
import dev.homeport.client.control.MoveWish;
import dev.homeport.vocabulary.SiteId;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What all commands take that move homes. */
final class WishOptions {

    @Parameters(paramLabel = "SITE", description = "The site.")
    private String site = "";

    @Option(names = "--dry-run", description = "Print the plan, and change nothing.")
    private boolean dryRun;

    @Option(names = "--yes", description = "Do not ask; needed where nobody could answer.")
    private boolean yes;

    @Option(names = "--detach", description = "Do not wait until the move has ended.")
    private boolean detach;

    @Option(
            names = "--expected-version",
            paramLabel = "N",
            description =
                    "Refuse when the routing table has another version than this, such as the one"
                            + " that a plan was made for.")
    private @Nullable Long expectedVersion;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the record.")
    private @Nullable String reason;

    @Mixin private Following following = new Following();

    @Mixin private OutputOption output = new OutputOption();

    boolean dryRun() {
        return dryRun;
    }

    boolean yes() {
        return yes;
    }

    boolean detach() {
        return detach;
    }

    Following following() {
        return following;
    }

    Format format() {
        return output.format();
    }

    MoveWish wish(
            String requestId,
            MoveKind kind,
            Optional<SiteId> to,
            Optional<String> fence,
            String usualReason) {
        return new MoveWish(
                requestId,
                kind,
                NamedSite.of("site", site),
                to,
                fence,
                expectedVersion == null ? OptionalLong.empty() : OptionalLong.of(expectedVersion),
                reason == null ? usualReason : reason);
    }
}
