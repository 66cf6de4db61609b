package dev.homeport.regionrouter.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A real router process, spoken to over real connections. */
class RegionRouterIT {

    private static final String ADDRESS = "127.42.1.1";
    private static final int PORT = 22_010;
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    @TempDir private static Path folder;
    private static RouterProcess router;

    @BeforeAll
    static void start() throws IOException {
        TestTables.publish(TestTables.first(), folder);
        var settings = RouterProcess.settings(ADDRESS, PORT, folder);
        settings.put("access.canada", "https://ca.example/");
        router = RouterProcess.start(settings, folder, HTTP).awaitStarted();
    }

    @AfterAll
    static void end() throws InterruptedException {
        router.close();
        HTTP.close();
    }

    @ParameterizedTest
    @CsvSource({
        "8.8.8.8, 8.8.8.8, US, americas, canada",
        "::ffff:8.8.8.8, 8.8.8.8, US, americas, canada",
        "2001:4860:4860:0::8888, 2001:4860:4860::8888, US, americas, canada",
        "114.114.114.114, 114.114.114.114, CN, mainland-china, shanghai",
        "202.12.27.33, 202.12.27.33, JP, rest-of-asia-and-oceania, hongkong",
    })
    void anAddressIsExplained(String ip, String subject, String country, String rule, String home)
            throws Exception {
        var answer = get("/v1/route?ip=" + escaped(ip));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        assertThat(answer.body())
                .startsWith(
                        "{\"subject\":\"%s\",\"country\":\"%s\",\"rule\":\"%s\",\"home\":\"%s\","
                                .formatted(subject, country, rule, home));
    }

    @Test
    void anAccountIsExplained() throws Exception {
        assertThat(get("/v1/route?account=4000").body())
                .startsWith(
                        "{\"subject\":\"4000\",\"country\":null,\"rule\":\"routing-table\","
                                + "\"home\":\"canada\",\"epoch\":1,\"tableVersion\":");
    }

    @Test
    void aHandleNeedsADirectoryAndSaysSo() throws Exception {
        var answer = get("/v1/route?handle=ada");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("retry-after")).isPresent();
        assertThat(answer.body()).contains("\"code\":\"UNAVAILABLE\"", "account id coordinator");
    }

    @Test
    void theCallerIsAssignedByItsOwnAddress() throws Exception {
        var answer = get("/v1/assign");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"rule\":\"special-purpose-address\"", "\"home\":\"canada\"")
                .endsWith("\"access\":\"https://ca.example/\"}");
    }

    @Test
    void aStrangersForwardedHeadersAreNotBelieved() throws Exception {
        var answer =
                HTTP.send(
                        request("/v1/assign")
                                .header("X-Forwarded-For", "114.114.114.114")
                                .header("Forwarded", "for=114.114.114.114")
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.body())
                .contains("\"home\":\"canada\"", "not identified as a proxy")
                .doesNotContain("shanghai");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ip=x|ip|x",
                "ip=|ip|''",
                "ip=1.2.3.4:80|ip|1.2.3.4:80",
                "ip=fe80::1%25eth0|ip|fe80::1%eth0",
                "ip=[::1]|ip|[::1]",
                "ip=01.2.3.4|ip|01.2.3.4",
                "account=0|account|0",
                "account=-1|account|-1",
                "account=9e9|account|9e9",
                "account=4503599627370496|account|4503599627370496",
                "handle=|handle|''",
                "handle=a%20b|handle|a b",
                "handle=%ff|handle|\ufffd",
                "''|query|''",
                "ip=8.8.8.8&ip=8.8.8.8|query|ip, ip",
                "ip=8.8.8.8&account=1|query|ip, account",
                "IP=8.8.8.8|query|IP",
                "site=canada|query|site",
                "ip=%zz|query|ip=%zz",
            })
    void wrongInputNamesFieldValueAndMend(String query, String field, String value)
            throws Exception {
        var answer = raw("GET /v1/route?" + query + " HTTP/1.1\r\nHost: r\r\n\r\n");
        assertThat(answer)
                .startsWith("HTTP/1.1 400 ")
                .contains("content-type: application/problem+json")
                .contains("\"code\":\"INVALID\",\"field\":\"" + field + "\"")
                .contains("\"value\":\"" + utf8(value) + "\",\"mend\":\"");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /, 404",
        "GET, /v1, 404",
        "GET, /v1/routes, 404",
        "GET, /health/live, 404",
        "GET, /metrics, 404",
        "GET, /q/health, 404",
        "GET, /%zz, 400",
        "GET, ?, 400",
        "POST, /v1/route, 405",
        "DELETE, /v1/assign, 405",
        "HEAD, /v1/assign, 200",
        "GET, //v1//assign, 200",
        "GET, /v1/../v1/assign, 200",
        "BREW, /v1/assign, 405",
    })
    void pathsAndMethodsGetTheirStatus(String method, String path, int status) throws Exception {
        var answer = raw(method + " " + path + " HTTP/1.1\r\nHost: r\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
        if (status >= 400) {
            assertThat(answer).contains("\"mend\":");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void nothingThatIsSentIsAnsweredByAServerError(long seed) throws Exception {
        var random = new Random(seed);
        for (var i = 0; i < 150; i++) {
            var sent = hostile(random);
            var status = statusOf(raw(sent));
            assertThat(status).as(sent).isLessThan(500);
        }
        assertThat(router.isAlive()).isTrue();
        assertThat(get("/v1/route?ip=8.8.8.8").statusCode()).isEqualTo(200);
        assertThat(router.log()).doesNotContain("a request failed");
    }

    @Test
    void anAddressWithTenThousandForwardedElementsIsTooLarge() throws Exception {
        var elements = "8.8.8.8,".repeat(10_000);
        var answer =
                raw(
                        "GET /v1/assign HTTP/1.1\r\nHost: r\r\nX-Forwarded-For: "
                                + elements
                                + "\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 431 ");
    }

    @Test
    void connectionsThatSayNothingOrHalfDoNotStandInTheWay() throws Exception {
        var silent = List.of(connection(), connection(), connection());
        try {
            silent.getLast().getOutputStream().write("GET /v1/rou".getBytes(ISO_8859_1));
            assertThat(get("/v1/route?ip=8.8.8.8").statusCode()).isEqualTo(200);
        } finally {
            for (var socket : silent) {
                socket.close();
            }
        }
    }

    @Test
    void healthAndMetricsHaveAPortOfTheirOwn() throws Exception {
        assertThat(router.health("live")).isEqualTo(200);
        assertThat(router.health("started")).isEqualTo(200);
        await().until(() -> router.health("ready") == 200);
        get("/v1/route?ip=8.8.8.8");
        assertThat(router.management("/metrics").body())
                .contains("homeport_route_answers_total{home=\"canada\",kind=\"ip\"}")
                .contains("homeport_routing_table_version ");
    }

    @Test
    void aNewTableIsTakenWhileTheRouterRuns() throws Exception {
        var before = TestTables.first();
        var moved =
                before.withAssignment(
                        before.shardsHomedAt(TestTables.HONGKONG), TestTables.CANADA, Set.of());
        TestTables.publish(moved, folder);
        await().untilAsserted(() ->
                assertThat(get("/v1/route?account=2000").body())
                        .contains("\"home\":\"canada\",\"epoch\":2"));
    }

    @Test
    void aRestartedRouterGoesOnWithTheTableThatItKept(@TempDir Path other) throws Exception {
        var settings = RouterProcess.settings("127.42.1.2", PORT, other);
        TestTables.publish(TestTables.first(), other);
        try (var first = RouterProcess.start(settings, other, HTTP).awaitStarted()) {
            first.terminate();
            assertThat(first.awaitExit()).isEqualTo(143);
            assertThat(first.log()).contains("draining");
        }
        Files.delete(other.resolve("table.yaml"));
        try (var second = RouterProcess.start(settings, other, HTTP).awaitStarted()) {
            assertThat(second.health("ready")).isEqualTo(200);
            assertThat(second.management("/health/ready").body()).contains("cannot be read");
        }
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + ADDRESS + ":" + PORT + path))
                .timeout(Duration.ofSeconds(5));
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return HTTP.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String escaped(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static String utf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), ISO_8859_1);
    }

    private static Socket connection() throws IOException {
        var socket = new Socket();
        socket.connect(new InetSocketAddress(ADDRESS, PORT), 5_000);
        socket.setSoTimeout(300);
        return socket;
    }

    /** What comes back within a moment for bytes sent as they are; half-open at the end. */
    private static String raw(String text) throws IOException {
        try (var socket = connection()) {
            socket.getOutputStream().write(text.getBytes(ISO_8859_1));
            var answer = new byte[1 << 16];
            var length = 0;
            try {
                for (int n;
                        (n = socket.getInputStream().read(answer, length, answer.length - length))
                                > 0; ) {
                    length += n;
                    if (isWhole(new String(answer, 0, length, ISO_8859_1))) {
                        break;
                    }
                }
            } catch (SocketTimeoutException e) {
                // Garbage may be waited on for more; what has come is the answer.
            }
            return new String(answer, 0, length, ISO_8859_1);
        }
    }

    private static boolean isWhole(String answer) {
        var headEnd = answer.indexOf("\r\n\r\n");
        return headEnd >= 0 && (answer.endsWith("}") || answer.contains("content-length: 0"));
    }

    private static int statusOf(String answer) {
        return answer.startsWith("HTTP/") ? Integer.parseInt(answer.substring(9, 12)) : 0;
    }

    private static String hostile(Random random) {
        var pieces =
                List.of(
                        "GET ",
                        "/v1/route",
                        "/v1/assign",
                        "?",
                        "ip=",
                        "account=",
                        "&",
                        "=",
                        "%",
                        "%00",
                        "%ff",
                        "%zz",
                        "8.8.8.8",
                        "::1",
                        "[",
                        "]",
                        "1",
                        "..",
                        "/",
                        "#",
                        ";",
                        "\u0000",
                        "\u00ff",
                        " ",
                        "\t",
                        "\\",
                        "{",
                        "|",
                        "\"",
                        "<",
                        "%2e%2e",
                        "+");
        var target = new StringBuilder(random.nextInt(10) == 0 ? "" : "/v1/");
        target.append(random.nextBoolean() ? "route?" : "assign");
        for (var i = random.nextInt(8); i > 0; i--) {
            target.append(pieces.get(random.nextInt(pieces.size())));
        }
        var headers = new StringBuilder(random.nextInt(12) == 0 ? "" : "Host: r\r\n");
        for (var i = random.nextInt(4); i > 0; i--) {
            headers.append(random.nextBoolean() ? "Forwarded: " : "X-Forwarded-For: ")
                    .append(pieces.get(random.nextInt(pieces.size())))
                    .append(pieces.get(random.nextInt(pieces.size())))
                    .append("\r\n");
        }
        if (random.nextInt(8) == 0) {
            headers.append("Content-Length: 3\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n");
        }
        return "GET " + target + " HTTP/1.1\r\n" + headers + "\r\n";
    }
}
