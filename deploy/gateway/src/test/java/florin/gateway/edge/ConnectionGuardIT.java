package florin.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import florin.gateway.GatewayApplicationStarter;
import florin.gateway.IdentityHome;
import florin.gateway.RawHttp;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

/** Clients that send too slowly or too much, byte for byte over sockets. */
class ConnectionGuardIT {

  private static final String HOST = "Host: 127.0.0.1\r\n";
  private static final int PATIENCE_MILLIS = 60_000;

  /** What the buffers of both sockets can hold, and what the gateway reads before it closes. */
  private static final long BOUND = 32L << 20;

  private static ConfigurableApplicationContext gateway;
  private static int port;

  @BeforeAll
  static void start() {
    gateway =
        GatewayApplicationStarter.start(
            "florin.gateway.identity-home=" + IdentityHome.fresh(),
            "florin.gateway.demo-users=true",
            "florin.gateway.requests.header=3s",
            "florin.gateway.requests.body=3s",
            "spring.cloud.gateway.server.webflux.httpclient.response-timeout=20s");
    port = gateway.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET /health HT", "GET /health HTTP/1.1\r\n" + HOST + "X-Slow: a"})
  void closesAConnectionWhoseHeaderDoesNotEnd(String start) throws Exception {
    assertThat(dribble(start)).startsWith("HTTP/1.1 408 ").contains("problem:request-timeout");
  }

  @Test
  void closesAConnectionThatSendsNothing() throws Exception {
    try (var socket = connect()) {
      assertThat(socket.getInputStream().readAllBytes()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/webhooks/plaid", "/auth/token"})
  void closesAConnectionWhoseBodyDoesNotEnd(String path) throws Exception {
    assertThat(dribble(post(path, "Content-Length: 16000")))
        .startsWith("HTTP/1.1 408 ")
        .contains("problem:request-timeout", "\"instance\":\"" + path + "\"", "traceId");
    assertThat(dribble(post(path, "Transfer-Encoding: chunked") + "3fff\r\n"))
        .startsWith("HTTP/1.1 408 ");
  }

  @ParameterizedTest
  @CsvSource({"/auth/token, 415", "/nowhere, 404", "/api/transactions, 401"})
  void closesAConnectionWhoseRefusedBodyDoesNotEnd(String path, int status) throws Exception {
    var type = path.equals("/auth/token") ? "text/plain" : "application/json";
    var head = "POST " + path + " HTTP/1.1\r\n" + HOST + "Content-Type: " + type + "\r\n";

    assertThat(dribble(head + "Content-Length: 16000\r\n\r\n")).startsWith("HTTP/1.1 " + status);
    assertThat(dribble(head + "Transfer-Encoding: chunked\r\n\r\nffff\r\n"))
        .startsWith("HTTP/1.1 " + status)
        .containsIgnoringCase("connection: close");
  }

  @Test
  void closesAConnectionWhoseServiceDidNotAnswer() throws Exception {
    assertThat(dribble(post("/webhooks/plaid", "Content-Length: 60000"))).contains("408");
    var never =
        "POST /api/goals/never HTTP/1.1\r\n"
            + HOST
            + "Authorization: Bearer "
            + token()
            + "\r\nContent-Length: 60000\r\n\r\n";
    assertThat(dribble(never)).matches("(?s)HTTP/1.1 (408|504) .*");
  }

  @ParameterizedTest
  @CsvSource({
    "/webhooks/plaid, Content-Length: 419430400, 413",
    "/webhooks/plaid, Transfer-Encoding: chunked, 413",
    "/auth/token, Transfer-Encoding: chunked, 413",
    "/auth/token, Content-Length: 419430400, 413",
    "/api/transactions, Content-Length: 419430400, 413",
    "/nowhere, Transfer-Encoding: chunked, 404"
  })
  void readsOnlyAPartOfABodyItRefuses(String path, String length, int status) throws Exception {
    try (var socket = connect()) {
      var out = socket.getOutputStream();
      out.write(post(path, length).getBytes(StandardCharsets.ISO_8859_1));
      var chunked = length.startsWith("Transfer");
      var block = new byte[1 << 16];
      long sent = 0;
      try {
        while (sent < 400L << 20) {
          if (chunked) {
            out.write("10000\r\n".getBytes(StandardCharsets.ISO_8859_1));
          }
          out.write(block);
          if (chunked) {
            out.write("\r\n".getBytes(StandardCharsets.ISO_8859_1));
          }
          sent += block.length;
        }
      } catch (IOException _) {
        // The gateway has closed the connection.
      }
      assertThat(sent).isLessThan(BOUND);
    }
    assertThat(firstLine(post(path, length) + (length.startsWith("Transfer") ? chunks() : "x")))
        .startsWith("HTTP/1.1 " + status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/webhooks/plaid", "/auth/token", "/nowhere"})
  void refusesAnEncodedBody(String path) throws Exception {
    var request =
        "POST %s HTTP/1.1\r\n"
            + "%sConnection: close\r\n"
            + "Content-Encoding: gzip\r\n"
            + "Content-Length: 2\r\n\r\n"
            + "{}";

    assertThat(RawHttp.send(port, request.formatted(path, HOST)))
        .startsWith("HTTP/1.1 415 ")
        .contains("problem:content-encoding", "Content-Encoding: gzip (expected: none)")
        .containsIgnoringCase("accept-encoding: identity");
  }

  @Test
  void usesAConnectionAgainAfterAShortRefusedBody() throws Exception {
    try (var socket = connect()) {
      var refused = "POST /nowhere HTTP/1.1\r\n" + HOST + "Content-Length: 2\r\n\r\n{}";
      var last = "GET /auth/jwks HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n";
      socket.getOutputStream().write((refused + last).getBytes(StandardCharsets.ISO_8859_1));

      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .containsSubsequence("HTTP/1.1 404 ", "HTTP/1.1 200 ");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET / HTTP/1.1\\r\\nHost: 127.0.0.1\\r\\nA b\\r\\n\\r\\n | 400 | invalid-request",
        "POST /auth/token HTTP/1.1\\r"
            + "\\n"
            + "Host: 127.0.0.1\\r"
            + "\\n"
            + "Content-Type: application/json\\r"
            + "\\n"
            + "Transfer-Encoding: chunked\\r"
            + "\\n"
            + "\\r"
            + "\\n"
            + "zz\\r"
            + "\\n"
            + " | 400 | invalid-request"
      })
  void answersAMalformedMessageWithAProblem(String message, int status, String code)
      throws Exception {
    assertThat(RawHttp.send(port, message.replace("\\r\\n", "\r\n")))
        .startsWith("HTTP/1.1 " + status)
        .contains("urn:florin:problem:" + code);
  }

  @Test
  void takesWebhooksWhileTwoThousandConnectionsAreSlow() throws Exception {
    var slow = new ArrayList<Socket>();
    try {
      for (int i = 0; i < 2_000; i++) {
        var socket = new Socket("127.0.0.1", port);
        slow.add(socket);
        var start = i % 2 == 0 ? post("/webhooks/plaid", "Content-Length: 60000") + "{" : "GET /he";
        socket.getOutputStream().write(start.getBytes(StandardCharsets.ISO_8859_1));
        if (i % 100 == 0) {
          var webhook = post("/webhooks/plaid", "Content-Length: 2\r\nConnection: close") + "{}";
          assertThat(RawHttp.send(port, webhook)).startsWith("HTTP/1.1 200 ");
        }
      }
      for (var socket : slow) {
        socket.setSoTimeout(PATIENCE_MILLIS);
        assertThat(firstLine(socket)).startsWith("HTTP/1.1 408 ");
      }
    } finally {
      for (var socket : slow) {
        socket.close();
      }
    }
  }

  private static String chunks() {
    return ("10000\r\n" + "x".repeat(1 << 16) + "\r\n").repeat(20);
  }

  private static String token() {
    var request =
        "POST /auth/token HTTP/1.1\r\n%sConnection: close\r\nContent-Type: application/json\r\nContent-Length: 37\r\n\r\n%s"
            .formatted(HOST, "{\"username\":\"demo\",\"password\":\"demo\"}");
    try {
      var answer = RawHttp.send(port, request);
      return answer.replaceFirst("(?s).*\"accessToken\":\"([^\"]*)\".*", "$1");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String post(String path, String header) {
    var authorised = path.startsWith("/api/") ? "Authorization: Bearer " + token() + "\r\n" : "";
    return "POST "
        + path
        + " HTTP/1.1\r\n"
        + HOST
        + authorised
        + "Content-Type: application/json\r\n"
        + header
        + "\r\n\r\n";
  }

  /** Sends a byte again and again until the gateway closes; gives what it answered. */
  private static String dribble(String start) throws Exception {
    try (var socket = connect()) {
      socket.getOutputStream().write(start.getBytes(StandardCharsets.ISO_8859_1));
      var sender =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      while (!Thread.interrupted()) {
                        Thread.sleep(100);
                        socket.getOutputStream().write('a');
                      }
                    } catch (IOException | InterruptedException _) {
                      // The connection is closed, or the answer has been read.
                    }
                  });
      try {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      } finally {
        sender.interrupt();
        sender.join();
      }
    }
  }

  private static Socket connect() throws IOException {
    var socket = new Socket("127.0.0.1", port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  private static String firstLine(String request) throws IOException {
    try (var socket = connect()) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return firstLine(socket);
    }
  }

  private static String firstLine(Socket socket) throws IOException {
    var line = new StringBuilder();
    int next = socket.getInputStream().read();
    while (next >= 0 && next != '\r') {
      line.append((char) next);
      next = socket.getInputStream().read();
    }
    return line.toString();
  }
}
