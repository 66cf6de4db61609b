package dev.homeport.cli.adapter.control;

import dev.homeport.cli.exit.CommandFailure;
import dev.homeport.cli.exit.ExitCode;
import dev.homeport.cli.move.ControlTool;
import dev.homeport.client.Answer;
import dev.homeport.client.Refusal;
import dev.homeport.client.adapter.file.FleetFolder;
import dev.homeport.client.adapter.http.HttpControl;
import dev.homeport.client.control.MoveAnswer;
import dev.homeport.client.control.MoveLook;
import dev.homeport.client.control.MoveWish;
import dev.homeport.client.control.PolicyWish;
import dev.homeport.client.control.SiteDetail;
import dev.homeport.client.control.SitesLook;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.SiteId;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The control plane of the fleet of a state folder, asked with the operator's certificate that lies
 * there. All questions go over the same connections, and first to the replica that answered the
 * last one: a handshake and a replica that does not decide cost more than a question. Thread-safe.
 */
public final class FleetControl implements ControlTool, AutoCloseable {

    /** How long one replica is asked after the other. */
    public static final Duration USUAL_PATIENCE = Duration.ofSeconds(10);

    private final Path stateFolder;
    private final Duration patience;
    private @Nullable Connections opened;

    /**
     * Makes the tool; it opens the folder when it is asked for something.
     *
     * @param stateFolder the folder
     * @param patience how long to ask one replica after the other
     */
    public FleetControl(Path stateFolder, Duration patience) {
        this.stateFolder = stateFolder;
        this.patience = patience;
    }

    private record Connections(ExecutorService executor, HttpClient http, HttpControl control)
            implements AutoCloseable {

        @Override
        public void close() {
            http.shutdownNow();
            executor.shutdownNow();
        }
    }

    @FunctionalInterface
    private interface Call<T> {
        Answer<T> on(HttpControl control) throws InterruptedException;
    }

    @Override
    public SitesLook sites() {
        return look(HttpControl::sites);
    }

    @Override
    public SiteDetail site(SiteId site) {
        return look(control -> control.site(site));
    }

    @Override
    public void policy(PolicyWish wish) {
        var _ = wish(control -> control.policy(wish));
    }

    @Override
    public MoveAnswer plan(MoveWish wish) {
        return look(control -> control.plan(wish));
    }

    @Override
    public MoveAnswer begin(MoveWish wish) {
        return wish(control -> control.begin(wish));
    }

    @Override
    public List<MoveLook> moves() {
        return look(HttpControl::moves);
    }

    @Override
    public Optional<MoveLook> move(String id, Optional<String> after) {
        return look(control -> control.move(id, after));
    }

    @Override
    public MoveAnswer abort(String id, String requestId, String reason) {
        return wish(control -> control.abort(id, requestId, reason));
    }

    @Override
    public boolean cordon(
            SiteId site,
            boolean cordoned,
            String requestId,
            OptionalLong expectedVersion,
            String reason) {
        return wish(control -> control.cordon(site, cordoned, requestId, expectedVersion, reason));
    }

    private <T> T look(Call<T> call) {
        return switch (call(call)) {
            case Answer.Given<T>(var value) -> value;
            case Answer.Refused<T>(var refusal) -> throw failure(refusal);
        };
    }

    private <T> T wish(Call<T> call) {
        return switch (call(call)) {
            case Answer.Given<T>(var value) -> value;
            case Answer.Refused<T>(var refusal) -> {
                if (refusal.code() == ErrorCode.UNKNOWN) {
                    throw new CommandFailure(
                            ExitCode.TIMED_OUT,
                            "nobody knows whether it was recorded ("
                                    + refusal.detail()
                                    + "); 'homeport move list' and 'homeport site list' tell once"
                                    + " the control plane answers");
                }
                throw failure(refusal);
            }
        };
    }

    private static CommandFailure failure(Refusal refusal) {
        return new CommandFailure(ExitCode.of(refusal.code()), refusal.detail());
    }

    private <T> Answer<T> call(Call<T> call) {
        try {
            return call.on(control());
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.OPERATOR, String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.LATER, "interrupted", e);
        }
    }

    private synchronized HttpControl control() throws IOException {
        if (opened == null) {
            var fleet = FleetFolder.open(stateFolder);
            var trust = fleet.operator();
            var executor = Executors.newVirtualThreadPerTaskExecutor();
            var http = trust.client(executor);
            opened =
                    new Connections(
                            executor,
                            http,
                            new HttpControl(http, fleet.controls(), patience, new Random()));
        }
        return opened.control();
    }

    /** Closes the connections; the next question opens new ones. */
    @Override
    public synchronized void close() {
        if (opened != null) {
            opened.close();
            opened = null;
        }
    }
}
