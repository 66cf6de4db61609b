package dev.homeport.local.adapter.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.homeport.local.account.DemoAccount;
import dev.homeport.local.adapter.file.PrivateFiles;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.SiteId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file {@code accounts/HANDLE.json} of a state folder, readable by its owner alone. Stateless.
 *
 * <pre>{"handle":"mei","account":123,"home":"shanghai","token":"…"}</pre>
 */
public final class DemoAccountFile {

    private static final ObjectMapper JSON = new ObjectMapper();

    private DemoAccountFile() {}

    /** Writes an account into a folder. */
    public static void write(Path folder, DemoAccount account) throws IOException {
        PrivateFiles.createFolder(folder);
        var json =
                JSON.createObjectNode()
                        .put("handle", account.handle())
                        .put("account", account.account().value())
                        .put("home", account.home().name())
                        .put("token", account.token());
        PrivateFiles.write(file(folder, account.handle()), json + "\n");
    }

    /** Reads the account of a handle; nothing if there is none, or the file is damaged. */
    public static Optional<DemoAccount> read(Path folder, String handle) throws IOException {
        var file = file(folder, handle);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            var json = JSON.readTree(Files.readString(file));
            return Optional.of(
                    new DemoAccount(
                            json.path("handle").asText(),
                            new AccountId(json.path("account").asLong()),
                            new SiteId(json.path("home").asText()),
                            json.path("token").asText()));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Path file(Path folder, String handle) {
        return folder.resolve(handle + ".json");
    }
}
