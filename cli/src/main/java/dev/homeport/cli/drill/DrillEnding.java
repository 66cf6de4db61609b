package dev.homeport.cli.drill;

import dev.homeport.cli.exit.CommandFailure;
import dev.homeport.cli.exit.ExitCode;
import dev.homeport.cli.output.Document;
import dev.homeport.drills.run.DrillEnd;

/** How a command ends by how its drill ended. Stateless. */
final class DrillEnding {

    private DrillEnding() {}

    static ExitCode of(Document report) {
        var word = report.text("verdict").orElse("");
        return switch (DrillEnd.of(word)
                .orElseThrow(() ->
                        new CommandFailure(
                                ExitCode.OPERATOR,
                                "the report has no verdict that is known: \"" + word + "\""))) {
            case DONE -> ExitCode.OK;
            case BROKEN -> ExitCode.BROKEN;
            case ABORTED -> ExitCode.ABORTED;
            case TIMED_OUT -> ExitCode.TIMED_OUT;
        };
    }
}
