package dev.homeport.cli.move;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.homeport.cli.adapter.json.JsonRenderer;
import dev.homeport.cli.exit.CommandFailure;
import dev.homeport.cli.exit.ExitCode;
import dev.homeport.cli.output.Format;
import dev.homeport.cli.output.Printer;
import dev.homeport.cli.output.TableRenderer;
import dev.homeport.client.control.HealthLook;
import dev.homeport.client.control.MoveAnswer;
import dev.homeport.client.control.MoveKind;
import dev.homeport.client.control.MoveLook;
import dev.homeport.client.control.MoveLook.Phase;
import dev.homeport.client.control.MovePlan;
import dev.homeport.client.control.MoveWish;
import dev.homeport.client.control.PolicyWish;
import dev.homeport.client.control.Proposal;
import dev.homeport.client.control.SiteDetail;
import dev.homeport.client.control.SiteLook;
import dev.homeport.client.control.SiteReportLook;
import dev.homeport.client.control.SitesLook;
import dev.homeport.client.control.Transfer;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.SiteId;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import picocli.CommandLine;

/** A control plane that says what a test wants, and what commands made of it. */
public final class ScriptedControl implements ControlTool {

    /** The site that is evacuated. */
    public static final SiteId HONGKONG = new SiteId("hongkong");

    /** The site that takes its homes. */
    public static final SiteId CANADA = new SiteId("canada");

    private static final Transfer TRANSFER =
            new Transfer("1366-2730", HONGKONG, CANADA, new Epoch(2));

    /** The one plan. */
    public static final MovePlan PLAN =
            new MovePlan(
                    MoveKind.EVACUATION,
                    HONGKONG,
                    1,
                    2,
                    List.of(TRANSFER),
                    List.of("hongkong closes them", "canada opens them"),
                    List.of("shanghai lags"));

    /** What was asked for. */
    public final List<String> calls = new ArrayList<>();

    /** The wishes that came in, for plans and for moves. */
    public final List<MoveWish> wishes = new ArrayList<>();

    /** What a plan or a move leads to. */
    public MoveAnswer answer =
            new MoveAnswer(
                    Optional.of(PLAN),
                    Optional.empty(),
                    Optional.of(move(Phase.MOVING)),
                    false,
                    Optional.empty());

    /** What the looks at a move show, the last of them for ever; null is a control plane away. */
    public final Deque<Optional<Phase>> looks = new ArrayDeque<>();

    /** What a wish fails by. */
    public Optional<CommandFailure> failure = Optional.empty();

    /** A move in a phase. */
    public static MoveLook move(Phase phase) {
        return new MoveLook(
                "m-0123456789ab",
                MoveKind.EVACUATION,
                HONGKONG,
                phase,
                2,
                List.of(
                        new MoveLook.Part(
                                TRANSFER,
                                phase == Phase.DONE ? "open" : "waits-for-opening",
                                phase == Phase.DONE
                                        ? Optional.empty()
                                        : Optional.of("the view of canada lags"))),
                "operator-1",
                "a test",
                phase == Phase.ABORTED ? Optional.of("an operator's wish") : Optional.empty(),
                Optional.empty(),
                1_000,
                phase.hasEnded() ? OptionalLong.of(1_250) : OptionalLong.empty(),
                Optional.empty());
    }

    @Override
    public SitesLook sites() {
        calls.add("sites");
        return new SitesLook(
                2,
                List.of(
                        new SiteLook(
                                CANADA,
                                "in-service",
                                Optional.empty(),
                                2_731,
                                OptionalLong.of(1_365),
                                OptionalLong.of(2_731),
                                OptionalLong.of(2_731),
                                OptionalLong.of(12),
                                OptionalLong.of(30_000),
                                Optional.of("propose"),
                                Optional.of(
                                        new HealthLook(
                                                "degraded",
                                                List.of("witness"),
                                                OptionalLong.of(90_000),
                                                Optional.of("it is slow"))),
                                Optional.of(
                                        new Proposal(
                                                OptionalLong.of(100_000), "nobody reaches it")),
                                List.of("m-0123456789ab")),
                        new SiteLook(
                                HONGKONG,
                                "evacuated",
                                Optional.of(CANADA),
                                0,
                                OptionalLong.empty(),
                                OptionalLong.empty(),
                                OptionalLong.empty(),
                                OptionalLong.empty(),
                                OptionalLong.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                List.of())));
    }

    @Override
    public SiteDetail site(SiteId site) {
        calls.add("site " + site);
        var sites = sites();
        calls.removeLast();
        return sites.sites().stream()
                .filter(look -> look.site().equals(site))
                .findFirst()
                .map(look -> new SiteDetail(2, look, report(look)))
                .orElseThrow(
                        () -> new CommandFailure(ExitCode.REFUSED, "site: " + site + " is none"));
    }

    private static Optional<SiteReportLook> report(SiteLook look) {
        return look.site().equals(CANADA)
                ? Optional.of(
                        new SiteReportLook(
                                Optional.of("canada/1"),
                                2,
                                List.of(new SiteReportLook.Open(Epoch.FIRST, "2731-4095")),
                                "2731-4095",
                                OptionalLong.of(1_000),
                                OptionalLong.of(3),
                                Optional.of("it is read-only"),
                                List.of(
                                        new SiteReportLook.Link(
                                                HONGKONG,
                                                "UP",
                                                OptionalLong.of(7),
                                                OptionalLong.of(12),
                                                Optional.empty())),
                                Optional.of(new SiteReportLook.Healing(2, 5, 12, 1))))
                : Optional.empty();
    }

    @Override
    public MoveAnswer plan(MoveWish wish) {
        calls.add("plan");
        wishes.add(wish);
        failure.ifPresent(ScriptedControl::rethrow);
        return new MoveAnswer(
                answer.plan(),
                answer.receipt(),
                Optional.empty(),
                answer.already(),
                answer.detail());
    }

    @Override
    public MoveAnswer begin(MoveWish wish) {
        calls.add("begin");
        wishes.add(wish);
        failure.ifPresent(ScriptedControl::rethrow);
        return answer;
    }

    @Override
    public List<MoveLook> moves() {
        calls.add("moves");
        return looks.isEmpty() ? List.of() : List.of(move(looks.getFirst().orElseThrow()));
    }

    @Override
    public Optional<MoveLook> move(String id, Optional<String> after) {
        calls.add("move " + id);
        var look = looks.size() > 1 ? looks.removeFirst() : looks.getFirst();
        return Optional.of(
                move(look.orElseThrow(() -> new CommandFailure(ExitCode.LATER, "nobody answers"))));
    }

    @Override
    public MoveAnswer abort(String id, String requestId, String reason) {
        calls.add("abort " + id + " " + reason);
        failure.ifPresent(ScriptedControl::rethrow);
        return answer;
    }

    @Override
    public boolean cordon(
            SiteId site,
            boolean cordoned,
            String requestId,
            OptionalLong expectedVersion,
            String reason) {
        calls.add("cordon " + site + " " + cordoned + " " + expectedVersion + " " + reason);
        failure.ifPresent(ScriptedControl::rethrow);
        return false;
    }

    @Override
    public void policy(PolicyWish wish) {
        calls.add(
                "policy "
                        + wish.site()
                        + " "
                        + wish.automation().orElse("-")
                        + " "
                        + wish.isolationBudgetMillis()
                        + " "
                        + wish.reason());
        failure.ifPresent(ScriptedControl::rethrow);
    }

    private static void rethrow(CommandFailure failure) {
        throw failure;
    }

    /** Looks at moves without waiting for long. */
    public MoveFollower follower() {
        return new MoveFollower(this, Duration.ofMillis(10), System::nanoTime);
    }

    /** What a command has said. */
    public record Ran(int code, String out, String err) {}

    /** Runs a command. */
    public static Ran run(Function<Printer, Object> command, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new StringWriter();
        var printer =
                new Printer(
                        new PrintStream(out, false, UTF_8),
                        Map.of(
                                Format.table, TableRenderer::render,
                                Format.json, JsonRenderer::render));
        var code =
                new CommandLine(command.apply(printer))
                        .setErr(new PrintWriter(err, true))
                        .setExecutionExceptionHandler((thrown, line, _) -> {
                            line.getErr().println(thrown.getMessage());
                            return thrown instanceof CommandFailure expected
                                    ? expected.code().number()
                                    : ExitCode.DEFECT.number();
                        })
                        .execute(arguments);
        return new Ran(code, out.toString(UTF_8), err.toString());
    }
}
