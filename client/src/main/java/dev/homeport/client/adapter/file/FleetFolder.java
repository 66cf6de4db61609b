package dev.homeport.client.adapter.file;

import dev.homeport.client.Handle;
import dev.homeport.client.SiteDoor;
import dev.homeport.client.adapter.http.Trust;
import dev.homeport.client.adapter.json.JsonObject;
import dev.homeport.client.adapter.json.JsonText;
import dev.homeport.client.adapter.json.UnreadableAnswerException;
import dev.homeport.client.adapter.sql.DatabaseReading;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.SiteId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The state folder of a local fleet, as far as clients read it: {@code fleet.json}, {@code
 * registrar.token} and {@code accounts/HANDLE.json}. Immutable and thread-safe.
 *
 * @param folder the folder
 * @param fleet the fleet's id
 * @param router base address of the router
 * @param trust whom to believe, and who the client may say it is
 * @param doors where the sites are reached
 * @param databases the sites' databases
 * @param controls where the replicas of the control plane let operators in, by their site; none in
 *     a fleet that an older release has made
 * @param operatorIdentity with what an operator identifies itself, if the fleet has that
 */
public record FleetFolder(
        Path folder,
        FleetId fleet,
        URI router,
        Trust trust,
        List<SiteDoor> doors,
        Map<SiteId, Database> databases,
        Map<SiteId, URI> controls,
        Optional<Trust.Identity> operatorIdentity) {

    private static final String READER = "homeport_reader";
    private static final String FILE = "fleet.json";

    /** Makes a folder. */
    public FleetFolder {
        doors = List.copyOf(doors);
        databases = Map.copyOf(databases);
        controls = Map.copyOf(controls);
    }

    /**
     * A site's database.
     *
     * @param url its JDBC address
     * @param folder where its passwords lie
     */
    public record Database(String url, Path folder) {

        /** The user that reads and does nothing else. */
        public String user() {
            return READER;
        }

        /**
         * Its password.
         *
         * @throws IOException if it cannot be read
         */
        public String password() throws IOException {
            return Files.readString(folder.resolve(READER + ".password")).strip();
        }
    }

    /**
     * Somebody who may sign in.
     *
     * @param handle the handle
     * @param account the account
     * @param home the site that registered it, if the file says so
     * @param token its token; a secret
     */
    public record Account(Handle handle, AccountId account, Optional<SiteId> home, String token) {

        @Override
        public String toString() {
            return handle + " (" + account + ")";
        }
    }

    /** Whether a folder says how to reach a fleet. */
    public static boolean isIn(Path folder) {
        return Files.exists(folder.resolve(FILE));
    }

    /**
     * Opens a folder.
     *
     * @throws IOException if there is no fleet in it; the message says what to do
     */
    public static FleetFolder open(Path folder) throws IOException {
        var file = folder.resolve(FILE);
        try {
            return read(folder, JsonText.read(Files.readString(file)));
        } catch (NoSuchFileException e) {
            throw new IOException(file + " is not there; start a fleet by ./homeport up", e);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " is damaged: " + e.getMessage(), e);
        }
    }

    private static FleetFolder read(Path folder, JsonObject json) throws IOException {
        var doors = new ArrayList<SiteDoor>();
        var databases = new LinkedHashMap<SiteId, Database>();
        var controls = new LinkedHashMap<SiteId, URI>();
        var sites = json.object("sites");
        if (sites.isPresent()) {
            for (var name : sites.get().names()) {
                var site = sites.get().object(name);
                site.flatMap(one -> one.optionalText("access"))
                        .ifPresent(at -> doors.add(new SiteDoor(new SiteId(name), URI.create(at))));
                site.flatMap(one -> one.optionalText("control"))
                        .ifPresent(at -> controls.put(new SiteId(name), URI.create(at)));
                var database = site.flatMap(one -> one.object("database"));
                if (database.isPresent()) {
                    databases.put(
                            new SiteId(name),
                            new Database(
                                    database.get().text("url"),
                                    folder.resolve(database.get().text("folder"))));
                }
            }
        }
        return new FleetFolder(
                folder,
                FleetId.parse(json.text("fleet")),
                URI.create(json.text("router")),
                new Trust(
                        Optional.of(folder.resolve(json.text("authority"))),
                        identity(folder, json.object("proxy"))),
                doors,
                databases,
                controls,
                identity(folder, json.object("operator")));
    }

    /**
     * How a site's database is read.
     *
     * @throws IOException if nobody said where it is, or the reader's password cannot be read
     */
    public DatabaseReading.Source databaseOf(SiteId site) throws IOException {
        var at = databases.get(site);
        if (at == null) {
            throw new IOException("nobody said where the database of " + site + " is");
        }
        return new DatabaseReading.Source(site, at.url(), at.user(), at.password());
    }

    /**
     * How every site's database is read.
     *
     * @throws IOException if a reader's password cannot be read
     */
    public List<DatabaseReading.Source> databaseSources() throws IOException {
        var sources = new ArrayList<DatabaseReading.Source>();
        for (var site : databases.keySet()) {
            sources.add(databaseOf(site));
        }
        return sources;
    }

    private static Optional<Trust.Identity> identity(Path folder, Optional<JsonObject> proxy)
            throws IOException {
        if (proxy.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Trust.Identity(
                        folder.resolve(proxy.get().text("certificate")),
                        folder.resolve(proxy.get().text("key"))));
    }

    /**
     * How an operator asks the control plane: whom to believe, and as whom.
     *
     * @throws IOException if the fleet was made before there were operators; the message says what
     *     to do
     */
    public Trust operator() throws IOException {
        if (operatorIdentity.isEmpty() || controls.isEmpty()) {
            throw new IOException(
                    folder.resolve(FILE)
                            + " names no operator and no door of the control plane, since the fleet"
                            + " was last started by an older release; start it anew by ./homeport"
                            + " down and ./homeport up");
        }
        return new Trust(trust.authority(), operatorIdentity);
    }

    /**
     * The token by which accounts are registered.
     *
     * @throws IOException if there is none
     */
    public String registrarToken() throws IOException {
        return Files.readString(folder.resolve("registrar.token")).strip();
    }

    /**
     * An account that was made for trying things out.
     *
     * @throws IOException if there is none of that handle, or its file is damaged; the message says
     *     what to do
     */
    public Account account(Handle handle) throws IOException {
        var file = accounts().resolve(handle + ".json");
        try {
            var json = JsonText.read(Files.readString(file));
            return new Account(
                    new Handle(json.text("handle")),
                    new AccountId(json.number("account")),
                    json.optionalText("home").map(SiteId::new),
                    json.text("token"));
        } catch (NoSuchFileException e) {
            throw new IOException(
                    "handle: there is no account of "
                            + handle
                            + " under "
                            + accounts()
                            + "; use one of those that ./homeport up made",
                    e);
        } catch (UnreadableAnswerException | IllegalArgumentException e) {
            throw new IOException(
                    file + " is damaged (" + e.getMessage() + "); ./homeport up writes it anew", e);
        }
    }

    /** An account that was made for trying things out, if there is one of that handle. */
    public Optional<Account> knownAccount(Handle handle) {
        try {
            return Optional.of(account(handle));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Path accounts() {
        return folder.resolve("accounts");
    }
}
