package dev.homeport.regionrouter.adapter.https;

import dev.homeport.regionrouter.route.Handle;
import dev.homeport.regionrouter.route.HandleDirectory;
import dev.homeport.vocabulary.AccountId;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Asks the doors of the control plane whom a handle belongs to; the one beside the coordinator's
 * leading voter knows. A bounded number of look-ups is under way at a time. Thread-safe; blocks for
 * some seconds at most.
 */
public final class ControlPlaneHandles implements HandleDirectory {

    private static final String PATH = "/v1/handles?handle=";
    private static final int MOST_AT_A_TIME = 16;

    private final ControlDoors doors;
    private final Semaphore places = new Semaphore(MOST_AT_A_TIME);

    /**
     * Makes a directory.
     *
     * @param doors who is asked
     */
    public ControlPlaneHandles(ControlDoors doors) {
        this.doors = doors;
    }

    @Override
    public Lookup find(Handle handle) {
        if (!places.tryAcquire()) {
            return new Lookup.Unavailable("too many look-ups are under way");
        }
        try {
            var path = PATH + URLEncoder.encode(handle.text(), StandardCharsets.UTF_8);
            var answer = doors.get(path, Optional.empty());
            return answer.body().map(ControlPlaneHandles::read).orElseGet(Lookup.Nobody::new);
        } catch (IOException | DecodeException | IllegalArgumentException e) {
            return new Lookup.Unavailable(String.valueOf(e.getMessage()));
        } finally {
            places.release();
        }
    }

    private static Lookup read(String body) {
        var account = new JsonObject(body).getLong("account");
        return account == null ? new Lookup.Nobody() : new Lookup.Found(new AccountId(account));
    }
}
