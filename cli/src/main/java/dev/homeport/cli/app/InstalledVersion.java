package dev.homeport.cli.app;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version that the jar was built as. */
final class InstalledVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        var version = InstalledVersion.class.getPackage().getImplementationVersion();
        return new String[] {"homeport " + Optional.ofNullable(version).orElse("(not packaged)")};
    }
}
