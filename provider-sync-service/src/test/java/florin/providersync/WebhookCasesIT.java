package florin.providersync;

import static florin.providersync.ProviderSync.SOON;
import static florin.providersync.WebhookRequest.body;
import static florin.providersync.WebhookRequest.claims;
import static florin.providersync.WebhookRequest.es256;
import static florin.providersync.WebhookRequest.header;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import florin.journal.test.TestScale;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** C85: a signed webhook without its claims, and a body without an end. */
class WebhookCasesIT {

  private static final KeyServer KEYS = new KeyServer();
  private static final ECKey KNOWN = KEYS.key();
  private static final byte[] BODY = body("itemOfCase85");
  private static final int CONNECTIONS = TestScale.of(200, 2_000);
  private static final ProviderSync SYNC =
      new ProviderSync(
          ProviderSync.settings(),
          Map.of(
              "florin.plaid.base-url",
              KEYS.base(),
              "florin.webhooks.questions",
              1_000,
              "florin.webhooks.body",
              "2s"));

  @BeforeAll
  static void start() {
    SYNC.start();
  }

  @AfterAll
  static void stop() {
    SYNC.stop();
    SYNC.emulator.close();
    KEYS.close();
  }

  private static String signed(JWTClaimsSet claims) {
    return es256(header(KNOWN.getKeyID()).build(), claims, KNOWN);
  }

  static Set<String> incomplete() {
    return letters().keySet();
  }

  private static Map<String, WebhookRequest> letters() {
    JWTClaimsSet good = claims(BODY, 0);
    long now = Instant.now().getEpochSecond();
    Object hash = good.getClaim("request_body_sha256");
    String genuine = signed(good);
    String bad = signed(claims("another body".getBytes(StandardCharsets.UTF_8), 0));
    Map<String, WebhookRequest> all = new LinkedHashMap<>();
    all.put("no claims", of(Map.of()));
    all.put("only iat", of(Map.of("iat", now)));
    all.put("only the hash", of(Map.of("request_body_sha256", hash)));
    all.put("iat as text", of(Map.of("iat", "" + now, "request_body_sha256", hash)));
    all.put("iat in milliseconds", of(Map.of("iat", now * 1_000, "request_body_sha256", hash)));
    all.put("iat as a list", of(Map.of("iat", List.of(now), "request_body_sha256", hash)));
    all.put("negative iat", of(Map.of("iat", -now, "request_body_sha256", hash)));
    all.put("the hash as a number", of(Map.of("iat", now, "request_body_sha256", 1)));
    all.put(
        "the hash in upper case",
        of(Map.of("iat", now, "request_body_sha256", hash.toString().toUpperCase(Locale.ROOT))));
    all.put("an empty hash", of(Map.of("iat", now, "request_body_sha256", "")));
    all.put("two headers, the good one first", WebhookRequest.of(BODY, genuine, bad));
    all.put("two headers, the bad one first", WebhookRequest.of(BODY, bad, genuine));
    return all;
  }

  private static WebhookRequest of(Map<String, Object> claims) {
    JWTClaimsSet.Builder set = new JWTClaimsSet.Builder();
    claims.forEach(set::claim);
    return WebhookRequest.of(BODY, signed(set.build()));
  }

  private static List<Map<String, Object>> traces() {
    return SYNC.platform.query(
        "select (select count(*) from work.sync_run) as runs, (select coalesce(sum(requested), 0)"
            + " from work.sync_job) as wishes, (select count(*) from work.unmatched_webhook where"
            + " external_item_id = 'itemOfCase85') as unmatched");
  }

  @ParameterizedTest
  @MethodSource("incomplete")
  void c85ASignatureWithoutItsClaimsIsRefused(String name) {
    List<Map<String, Object>> before = traces();

    assertThat(letters().get(name).to(SYNC).block(SOON)).isEqualTo(401);

    assertThat(traces()).isEqualTo(before);
  }

  /** A connection on which the head of a webhook was sent. */
  private static Socket open(String headers) {
    try {
      Socket socket = new Socket("127.0.0.1", SYNC.port());
      socket.setSoTimeout((int) SOON.toMillis());
      send(
          socket,
          "POST /webhooks/plaid HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
              + headers
              + "\r\n");
      return socket;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void send(Socket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  /** Everything until the server closes. */
  private static String answer(Socket socket) {
    try (socket) {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    } catch (SocketException reset) {
      return "";
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void assertGenuineOnesAreTaken() {
    assertThat(WebhookRequest.genuine("itemBeside85", KNOWN).to(SYNC).block(SOON)).isEqualTo(200);
  }

  @Test
  void c85AnUnsignedBodyIsNotReadAndTheConnectionIsClosed() {
    Set<String> asked = new HashSet<>(KEYS.asked);

    String answer = answer(open("Transfer-Encoding: chunked\r\n"));

    assertThat(answer).startsWith("HTTP/1.1 401");
    assertThat(KEYS.asked).containsExactlyInAnyOrderElementsOf(asked);
  }

  @Test
  void c85AnUnsignedBodyWithoutEndIsCutOff() throws IOException {
    long sent = 0;
    byte[] chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    try (Socket socket = open("Transfer-Encoding: chunked\r\n")) {
      while (sent < 200L * 1024 * 1024) {
        socket.getOutputStream().write(chunk);
        sent += chunk.length;
      }
    } catch (SocketException closed) {
      // as it is to be
    }

    assertThat(sent).as("what fits into the buffers between").isLessThan(32L * 1024 * 1024);
    assertGenuineOnesAreTaken();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Transfer-Encoding: chunked\r\n", "Content-Length: 60000\r\n"})
  void c85ASlowBodyIsClosedByADeadline(String framing) throws IOException {
    Socket slow = open("Plaid-Verification: " + signed(claims(BODY, 0)) + "\r\n" + framing);
    send(slow, framing.startsWith("T") ? "1\r\n{\r\n" : "{");

    assertThat(answer(slow)).startsWith("HTTP/1.1 401");
  }

  /** Compressed bytes are what they are: they are neither unpacked nor signed. */
  @Test
  void c85ABodyThatUnpacksToAGigabyte() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      byte[] piece = new byte[1 << 20];
      for (int i = 0; i < TestScale.of(64, 1024); i++) {
        zip.write(piece);
      }
    }
    Socket socket =
        open(
            "Content-Encoding: gzip\r\nPlaid-Verification: "
                + signed(claims(BODY, 0))
                + "\r\nContent-Length: "
                + bytes.size()
                + "\r\n");
    socket.getOutputStream().write(bytes.toByteArray());

    assertThat(answer(socket)).startsWith("HTTP/1.1 401");
  }

  @Test
  void c85ManyOpenConnectionsDoNotKeepOutGenuineWebhooks() {
    List<Socket> open = new ArrayList<>();
    String signature = signed(claims(BODY, 0));
    for (int i = 0; i < CONNECTIONS; i++) {
      String header = i % 2 == 0 ? "" : "Plaid-Verification: " + signature + "\r\n";
      open.add(open(header + "Transfer-Encoding: chunked\r\n"));
    }

    assertGenuineOnesAreTaken();

    assertThat(open).allSatisfy(socket -> assertThat(answer(socket)).startsWith("HTTP/1.1 401"));
    assertGenuineOnesAreTaken();
  }
}
