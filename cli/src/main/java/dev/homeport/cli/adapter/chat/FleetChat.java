package dev.homeport.cli.adapter.chat;

import dev.homeport.cli.chat.ChatEvent;
import dev.homeport.cli.chat.ChatLoop;
import dev.homeport.cli.chat.ChatRequest;
import dev.homeport.cli.chat.ChatTool;
import dev.homeport.cli.exit.CommandFailure;
import dev.homeport.cli.exit.ExitCode;
import dev.homeport.client.Home;
import dev.homeport.client.SiteDoor;
import dev.homeport.client.adapter.file.FleetFolder;
import dev.homeport.client.adapter.http.HttpRouter;
import dev.homeport.client.adapter.http.HttpSite;
import dev.homeport.client.adapter.websocket.SocketSession;
import dev.homeport.client.adapter.websocket.SocketSessions;
import dev.homeport.client.session.SessionSettings;
import dev.homeport.vocabulary.Epoch;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Chats on the fleet of a state folder. */
public final class FleetChat implements ChatTool {

    private static final System.Logger LOG = System.getLogger(FleetChat.class.getName());
    private static final Duration CALL = Duration.ofSeconds(5);
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final InputStream in;
    private final InstantSource wallClock;

    /**
     * Makes the tool.
     *
     * @param in where lines come from
     * @param wallClock makes request ids unique
     */
    public FleetChat(InputStream in, InstantSource wallClock) {
        this.in = in;
        this.wallClock = wallClock;
    }

    @Override
    public ExitCode chat(ChatRequest request, Consumer<ChatEvent> events) {
        try {
            var fleet = FleetFolder.open(request.state());
            var self = fleet.account(request.self());
            try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
                var http = fleet.trust().client(executor);
                try {
                    return chat(request, fleet, self, http, events);
                } finally {
                    http.shutdownNow();
                }
            }
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.OPERATOR, String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.LATER, "interrupted", e);
        }
    }

    private ExitCode chat(
            ChatRequest request,
            FleetFolder fleet,
            FleetFolder.Account self,
            HttpClient http,
            Consumer<ChatEvent> events)
            throws InterruptedException {
        var now = wallClock.millis();
        var doors =
                fleet.doors().stream()
                        .sorted(
                                Comparator.comparing(
                                        door -> !Optional.of(door.site()).equals(self.home())))
                        .toList();
        var conversation =
                new FleetConversation(
                        fleet,
                        self.token(),
                        doors.stream().map(door -> new HttpSite(http, door, CALL)).toList());
        var router = new HttpRouter(http, fleet.router(), doors);
        try (var sessions = new SocketSessions(http, router, doors, SessionSettings.USUAL, now)) {
            var session =
                    sessions.begin(
                            self.account(),
                            self.token(),
                            home(self, doors),
                            Optional.empty(),
                            conversation);
            conversation.begin(session, in);
            var prefix = "chat." + Long.toString(now, Character.MAX_RADIX);
            var code = new ChatLoop(request, conversation, events, System::nanoTime, prefix).run();
            farewell(session);
            return code;
        }
    }

    private static void farewell(SocketSession session) throws InterruptedException {
        try {
            session.stop(FAREWELL)
                    .toCompletableFuture()
                    .get(2 * FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(System.Logger.Level.DEBUG, "the session did not end well", e);
        }
    }

    /** Where the account was registered: whoever is home by now says MOVED. */
    private static Optional<Home> home(FleetFolder.Account self, Iterable<SiteDoor> doors) {
        for (var door : doors) {
            if (Optional.of(door.site()).equals(self.home())) {
                return Optional.of(new Home(door, Epoch.FIRST));
            }
        }
        return Optional.empty();
    }
}
