package dev.homeport.cli.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.cli.adapter.json.JsonRenderer;
import dev.homeport.cli.exit.CommandFailure;
import dev.homeport.cli.exit.ExitCode;
import dev.homeport.cli.output.Format;
import dev.homeport.cli.output.Printer;
import dev.homeport.cli.output.TableRenderer;
import dev.homeport.client.Answer;
import dev.homeport.client.Handle;
import dev.homeport.client.InboxItem;
import dev.homeport.client.Kept;
import dev.homeport.client.Refusal;
import dev.homeport.client.SendResult;
import dev.homeport.client.SyncKey;
import dev.homeport.client.SyncStart;
import dev.homeport.client.session.SessionNews;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.SiteId;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** {@code homeport chat} over a conversation that follows a script. */
class ChatCommandTest {

    private static final SiteId SHANGHAI = new SiteId("shanghai");
    private static final AccountId ANA = new AccountId(8193);
    private static final Happening WELCOME =
            new Happening.News(
                    new SessionNews.Connected(SHANGHAI, Epoch.FIRST, SyncStart.GOES_ON, 0));

    /** Knows Ana alone, and answers what was sent as it is told to. */
    private static final class Scripted implements Conversation {
        final Deque<Happening> happenings = new ArrayDeque<>();
        final List<String> sent = new ArrayList<>();
        SendResult result = new SendResult.Acknowledged("m-1", Kept.THIS, SHANGHAI, Epoch.FIRST);
        long nowNanos;
        int lookups;

        @Override
        public Answer<AccountId> accountOf(Handle handle) {
            lookups++;
            return handle.text().equals("ana")
                    ? new Answer.Given<>(ANA)
                    : new Answer.Refused<>(
                            Refusal.of(ErrorCode.NOT_FOUND, "handle is not known at this site"));
        }

        @Override
        public Optional<Handle> handleOf(AccountId account) {
            return account.equals(ANA) ? Optional.of(new Handle("ana")) : Optional.empty();
        }

        @Override
        public void send(String requestId, Handle to, AccountId account, String text) {
            sent.add(requestId + " " + account + " " + text);
            happenings.add(new Happening.Settled(requestId, to, result));
        }

        @Override
        public Optional<Happening> next(Duration patience) {
            var next = Optional.ofNullable(happenings.poll());
            if (next.isEmpty()) {
                nowNanos += patience.toNanos();
            }
            return next;
        }
    }

    private record Ran(int code, String out, String err) {}

    private static Ran run(Scripted script, String... arguments) {
        ChatTool tool =
                (request, events) -> {
                    try {
                        return new ChatLoop(request, script, events, () -> script.nowNanos, "q")
                                .run();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                };
        var out = new ByteArrayOutputStream();
        var err = new StringWriter();
        var printer =
                new Printer(
                        new PrintStream(out, false, UTF_8),
                        Map.of(
                                Format.table, TableRenderer::render,
                                Format.json, JsonRenderer::render));
        var code =
                new CommandLine(new ChatCommand(tool, printer, Path.of("usual")))
                        .setErr(new PrintWriter(err, true))
                        .setExecutionExceptionHandler((failure, command, _) -> {
                            command.getErr().println(failure.getMessage());
                            return failure instanceof CommandFailure expected
                                    ? expected.code().number()
                                    : ExitCode.DEFECT.number();
                        })
                        .execute(arguments);
        return new Ran(code, out.toString(UTF_8), err.toString());
    }

    private static Scripted lines(String... lines) {
        var script = new Scripted();
        script.happenings.add(WELCOME);
        for (var i = 0; i < lines.length; i++) {
            script.happenings.add(new Happening.Typed(i + 1L, lines[i]));
        }
        script.happenings.add(new Happening.EndOfInput());
        return script;
    }

    private static Happening incoming(AccountId from, String text) {
        return new Happening.Incoming(
                new InboxItem(new SyncKey(Epoch.FIRST, 3), "m-9", from, text, 1_000));
    }

    @Test
    void eachLineGoesToWhomItNames() {
        var script = lines("ana: hello", "", "ana:what: a day");

        var ran = run(script, "--as", "mei");

        assertThat(ran.code()).isZero();
        assertThat(script.sent).containsExactly("q.1 8193 hello", "q.2 8193 what: a day");
        assertThat(script.lookups).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .isEqualTo(
                        """
                        homeport: connected to shanghai (epoch 1)
                        homeport: sent to ana as m-1
                        homeport: sent to ana as m-1
                        """);
    }

    @Test
    void withARecipientEveryLineIsTextAsItStands() {
        var script = lines("  note: this stays ");

        run(script, "--as", "mei", "--to", "ana");

        assertThat(script.sent).containsExactly("q.1 8193   note: this stays ");
    }

    @Test
    void everythingIsALineOfJsonOnStdout() {
        var script = lines("ana: hello", "hello", "bob: hello");
        script.happenings.addFirst(incoming(ANA, "ni hao\n\u00e9"));
        script.happenings.addFirst(incoming(new AccountId(5), "who"));

        var ran = run(script, "--as", "mei", "-o", "json");

        assertThat(ran.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out())
                .isEqualTo(
                        """
                        {"event":"received","from":null,"account":5,"text":"who",\
                        "messageId":"m-9","key":"1.3","sentAtMillis":1000}
                        {"event":"received","from":"ana","account":8193,"text":"ni hao\\né",\
                        "messageId":"m-9","key":"1.3","sentAtMillis":1000}
                        {"event":"connected","site":"shanghai","epoch":1}
                        {"event":"unsent","line":2,"detail":"it names nobody; write HANDLE: TEXT,\
                         or use --to HANDLE"}
                        {"event":"unsent","line":3,"detail":"NOT_FOUND: handle is not known at\
                         this site"}
                        {"event":"acknowledged","requestId":"q.1","to":"ana","messageId":"m-1",\
                        "kept":"this","site":"shanghai"}
                        """);
    }

    @Test
    void whatIsTakenBackIsSaid() {
        var script = lines();
        script.happenings.addFirst(rolledBack());
        assertThat(run(script, "--as", "mei", "-o", "json").out())
                .contains("{\"event\":\"rolledBack\",\"key\":\"1.3\",\"seen\":\"1.5\"}");

        var people = lines();
        people.happenings.addFirst(rolledBack());
        assertThat(run(people, "--as", "mei").err())
                .contains("what came after 1.3, up to 1.5, is taken back");
    }

    private static Happening rolledBack() {
        return new Happening.News(
                new SessionNews.RolledBack(
                        new SyncKey(Epoch.FIRST, 3), new SyncKey(Epoch.FIRST, 5)));
    }

    @Test
    void whatOthersWroteMovesNoCursor() {
        var script = lines();
        script.happenings.addFirst(incoming(ANA, "\u001b[2Jgone\u0007\r\nmei: forged"));

        var ran = run(script, "--as", "mei");

        assertThat(ran.out()).isEqualTo("ana: \\u001b[2Jgone\\u0007\\u000d\\u000amei: forged\n");
    }

    @Test
    void movesAndBrokenConnectionsAreTold() {
        var script = lines();
        script.happenings.addFirst(
                new Happening.News(new SessionNews.Moved(new SiteId("canada"), new Epoch(2))));
        script.happenings.addFirst(
                new Happening.News(
                        new SessionNews.Disconnected("it closed", Duration.ofMillis(150))));

        var ran = run(script, "--as", "mei");

        assertThat(ran.code()).isZero();
        assertThat(ran.err())
                .startsWith(
                        """
                        homeport: not connected: it closed; next attempt in 150 ms
                        homeport: home is canada now (epoch 2)
                        """);
    }

    @Test
    void aRefusalDecidesHowItEnds() {
        var script = lines("ana: hello");
        script.result =
                new SendResult.Refused(Refusal.of(ErrorCode.INVALID, "text: it is too long"));

        var ran = run(script, "--as", "mei");

        assertThat(ran.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(ran.err()).contains("not sent to ana: INVALID: text: it is too long");
    }

    @Test
    void whatNobodyKnowsIsSaidWithItsRequestId() {
        var script = lines("ana: hello");
        script.result = new SendResult.Unknown("no answer in time");

        var ran = run(script, "--as", "mei");

        assertThat(ran.code()).isEqualTo(ExitCode.LATER.number());
        assertThat(ran.err()).contains("perhaps sent to ana (request q.1): no answer in time");
    }

    @Test
    void aTokenThatIsNotBelievedEndsTheChat() {
        var script = new Scripted();
        script.happenings.add(
                new Happening.News(
                        new SessionNews.Ended(
                                Refusal.of(ErrorCode.UNAUTHENTICATED, "the token expired"))));

        var ran = run(script, "--as", "mei");

        assertThat(ran.code()).isEqualTo(ExitCode.REFUSED.number());
        assertThat(ran.err()).contains("ended: UNAUTHENTICATED: the token expired");
    }

    @Test
    void itListensOnAfterTheInputHasEnded() {
        var script = lines();

        assertThat(run(script, "--as", "mei", "--stay", "5").code()).isZero();

        assertThat(script.nowNanos).isEqualTo(Duration.ofSeconds(5).toNanos());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--to ana|Missing required option: '--as=HANDLE'",
                "--as ../ana|--as: handle: \"../ana\" is no handle; use 3 to 32 of a to z",
                "--as mei --to ANA|--to: handle: \"ANA\" is no handle",
                "--as mei --stay -1|--stay: -1 is out of range; use 0 to 86400",
                "--as mei -o yaml|--output: a chat has no yaml; use table or json",
            })
    void wrongOptionsAreRefused(String options, String message) {
        var ran = run(lines(), options.split(" "));
        assertThat(ran.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains(message);
    }
}
