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
import dev.homeport.client.control.SiteDetail;
import dev.homeport.client.control.SitesLook;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.SiteId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The control plane of the fleet of a state folder, asked with the operator's certificate that lies
 * there. Thread-safe.
 *
 * @param stateFolder the folder
 */
public record FleetControl(Path stateFolder) implements ControlTool {

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
            var fleet = FleetFolder.open(stateFolder);
            try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
                var http = fleet.operator().client(executor);
                try {
                    return call.on(
                            new HttpControl(http, fleet.controls(), ThreadLocalRandom.current()));
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
}
