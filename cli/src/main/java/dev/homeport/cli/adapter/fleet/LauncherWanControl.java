package dev.homeport.cli.adapter.fleet;

import dev.homeport.cli.exit.CommandFailure;
import dev.homeport.cli.exit.ExitCode;
import dev.homeport.cli.wan.WanControl;
import dev.homeport.local.adapter.http.WanControlClient;
import dev.homeport.local.adapter.json.FleetContactsFile;
import dev.homeport.local.wan.LinkStatus;
import dev.homeport.local.wan.WanRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Asks the launcher of a state folder. Thread-safe.
 *
 * @param stateFolder the folder
 */
public record LauncherWanControl(Path stateFolder) implements WanControl {

    private interface Call {
        List<LinkStatus> on(WanControlClient client) throws IOException, InterruptedException;
    }

    @Override
    public List<LinkStatus> show() {
        return call(WanControlClient::show);
    }

    @Override
    public List<LinkStatus> change(WanRequest request) {
        return call(client -> client.change(request));
    }

    private List<LinkStatus> call(Call call) {
        try {
            var contacts = FleetContactsFile.read(stateFolder).orElseThrow(this::noFleet);
            var token = Files.readString(stateFolder.resolve("control-token")).strip();
            try (var client = new WanControlClient(contacts.wan(), token)) {
                return call.on(client);
            }
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.LATER, "no launcher answers (" + e + "); is the fleet up?", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.LATER, "interrupted", e);
        }
    }

    private CommandFailure noFleet() {
        return new CommandFailure(
                ExitCode.LATER,
                "there is no fleet under " + stateFolder + "; start one with 'homeport up'");
    }
}
