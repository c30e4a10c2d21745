package florin.providersync;

import static florin.providersync.WebhookRequest.body;
import static florin.providersync.WebhookRequest.claims;
import static florin.providersync.WebhookRequest.es256;
import static florin.providersync.WebhookRequest.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

/** Webhooks from a test that has the keys, and may so try everything that a forger may. */
class ForgeryIT {

  private static final KeyServer KEYS = new KeyServer();
  private static final ECKey KNOWN = KEYS.key();
  private static final ECKey OTHER = KEYS.key();
  private static final ECKey EXPIRED = KEYS.key(Instant.now().getEpochSecond() - 1);
  private static final ECKey STRANGER = KeyServer.stranger(KNOWN.getKeyID());
  private static final byte[] BODY = body("itemOfAForger");

  /** So many questions that only what they are about decides. */
  private static final ProviderSync SYNC = service(1_000, Duration.ofSeconds(1));

  private static ProviderSync service(int questions, Duration returning) {
    return new ProviderSync(
        ProviderSync.settings(),
        Map.of(
            "florin.plaid.base-url",
            KEYS.base(),
            "florin.webhooks.questions",
            questions,
            "florin.webhooks.window",
            "1h",
            "florin.webhooks.returning",
            returning.toString()));
  }

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

  private static Integer sent(WebhookRequest webhookRequest) {
    return webhookRequest.to(SYNC).block(ProviderSync.SOON);
  }

  /** Everything that a webhook could leave behind. */
  private static List<Map<String, Object>> traces() {
    return SYNC.platform.query(
        """
        select (select count(*) from journal.event) as events,
               (select count(*) from work.sync_run) as runs,
               (select coalesce(sum(requested), 0) from work.sync_job) as wishes,
               (select coalesce(sum(times), 0) from work.unmatched_webhook) as unmatched
        """);
  }

  private static long times(String item) {
    return SYNC.platform.count(
        "select coalesce(sum(times), 0) from work.unmatched_webhook where external_item_id = '"
            + item
            + "'");
  }

  static Set<String> forgeries() {
    return forged().keySet();
  }

  private static Map<String, WebhookRequest> forged() {
    String genuine = WebhookRequest.genuine("itemOfAForger", KNOWN).signatures().getFirst();
    String kid = KNOWN.getKeyID();
    JWTClaimsSet now = claims(BODY, 0);
    byte[] changed = BODY.clone();
    changed[changed.length / 2] ^= 1;
    String compact = new String(BODY, StandardCharsets.UTF_8).replaceAll("\\s", "");
    Map<String, WebhookRequest> all = new LinkedHashMap<>();
    all.put("no header", WebhookRequest.of(BODY));
    all.put("an empty header", WebhookRequest.of(BODY, ""));
    all.put("no JWS", WebhookRequest.of(BODY, "a.b.c"));
    all.put("two headers", WebhookRequest.of(BODY, genuine, genuine));
    all.put("two in one header", WebhookRequest.of(BODY, genuine + ", " + genuine));
    all.put(
        "signed by a stranger", WebhookRequest.of(BODY, es256(header(kid).build(), now, STRANGER)));
    all.put(
        "kid of another key",
        WebhookRequest.of(BODY, es256(header(OTHER.getKeyID()).build(), now, KNOWN)));
    all.put(
        "its own key along",
        WebhookRequest.of(
            BODY, es256(header(kid).jwk(STRANGER.toPublicJWK()).build(), now, STRANGER)));
    all.put(
        "no signature",
        WebhookRequest.of(BODY, genuine.substring(0, genuine.lastIndexOf('.') + 1)));
    all.put(
        "half a signature", WebhookRequest.of(BODY, genuine.substring(0, genuine.length() - 20)));
    all.put(
        "a signature of zeros",
        WebhookRequest.of(
            BODY, genuine.substring(0, genuine.lastIndexOf('.') + 1) + "A".repeat(86)));
    all.put("alg none", WebhookRequest.of(BODY, WebhookRequest.none(now, kid)));
    all.put("HS256", WebhookRequest.of(BODY, WebhookRequest.hs256(now, KNOWN)));
    all.put("RS256", WebhookRequest.of(BODY, WebhookRequest.rs256(now, kid)));
    all.put(
        "an expired key",
        WebhookRequest.of(BODY, es256(header(EXPIRED.getKeyID()).build(), now, EXPIRED)));
    all.put(
        "an unknown key", WebhookRequest.genuine("itemOfAForger", KeyServer.stranger("unknown")));
    all.put(
        "too old", WebhookRequest.of(BODY, es256(header(kid).build(), claims(BODY, -302), KNOWN)));
    all.put(
        "of the future",
        WebhookRequest.of(BODY, es256(header(kid).build(), claims(BODY, 90), KNOWN)));
    all.put(
        "without time",
        WebhookRequest.of(BODY, es256(header(kid).build(), without(now, "iat"), KNOWN)));
    all.put(
        "without hash",
        WebhookRequest.of(
            BODY, es256(header(kid).build(), without(now, "request_body_sha256"), KNOWN)));
    all.put("a changed byte", WebhookRequest.of(changed, genuine));
    all.put("written anew", WebhookRequest.of(compact.getBytes(StandardCharsets.UTF_8), genuine));
    all.put("a newline more", WebhookRequest.of(Arrays.copyOf(BODY, BODY.length + 1), genuine));
    all.put("zipped", WebhookRequest.of(zipped(BODY), genuine));
    all.put("no body", WebhookRequest.of(new byte[0], genuine));
    all.put("no kid", WebhookRequest.of(BODY, es256(header(null).build(), now, KNOWN)));
    for (String odd :
        List.of("../item/get", "a b", "a\nb", "k".repeat(65), "ключ", "", "%2e%2e", "a\u0000")) {
      all.put(
          "kid " + odd.length() + " " + odd.hashCode(),
          WebhookRequest.of(BODY, es256(header(odd).build(), now, KNOWN)));
    }
    return all;
  }

  private static JWTClaimsSet without(JWTClaimsSet claims, String name) {
    return new JWTClaimsSet.Builder(claims).claim(name, null).build();
  }

  private static byte[] zipped(byte[] body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(body);
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
    return bytes.toByteArray();
  }

  @Nested
  class Forgeries {
    @ParameterizedTest
    @MethodSource("florin.providersync.ForgeryIT#forgeries")
    void areRefusedAndLeaveNothingBehind(String name) {
      List<Map<String, Object>> before = traces();

      assertThat(sent(forged().get(name))).isEqualTo(401);

      assertThat(traces()).isEqualTo(before);
    }

    @Test
    void costTheProviderAtMostOneQuestionAKey() {
      forged().values().forEach(ForgeryIT::sent);
      Set<String> ours = Set.of(KNOWN.getKeyID(), OTHER.getKeyID(), EXPIRED.getKeyID());

      List<String> asked = KEYS.asked.stream().filter(ours::contains).toList();

      assertThat(asked).doesNotHaveDuplicates();
      assertThat(KEYS.asked).noneMatch(kid -> !kid.matches("[A-Za-z0-9-]+"));
    }

    @ParameterizedTest
    @ValueSource(ints = {64 * 1024 + 1, 10 * 1024 * 1024})
    void areNotReadWhenTheyAreLarge(int size) {
      List<Map<String, Object>> before = traces();
      byte[] large = "x".repeat(size).getBytes(StandardCharsets.US_ASCII);
      WebhookRequest webhookRequest =
          WebhookRequest.of(
              large, es256(header(KNOWN.getKeyID()).build(), claims(large, 0), KNOWN));

      // Who is refused while he still sends may find the connection closed.
      Integer status = webhookRequest.to(SYNC).onErrorReturn(413).block(ProviderSync.SOON);

      assertThat(status).isEqualTo(413);
      assertThat(traces()).isEqualTo(before);
    }

    @Test
    void areNotReadWhenTheirHeaderIsLong() {
      List<Map<String, Object>> before = traces();

      assertThat(sent(WebhookRequest.of(BODY, "a".repeat(7_000)))).isEqualTo(401);
      assertThat(sent(WebhookRequest.of(BODY, "a".repeat(100_000)))).isBetween(400, 499);
      assertThat(traces()).isEqualTo(before);
    }
  }

  @Nested
  class GenuineOnes {
    /** Signed is what was sent, blanks and all; "written anew" among the forgeries has less. */
    @Test
    void webhookReformattedBody() {
      byte[] wide =
          new String(body("itemReformatted"), StandardCharsets.UTF_8)
              .replace("\n  ", "\r\n\t  ")
              .getBytes(StandardCharsets.UTF_8);
      String signature = es256(header(KNOWN.getKeyID()).build(), claims(wide, 0), KNOWN);

      assertThat(sent(WebhookRequest.of(body("itemReformatted"), signature))).isEqualTo(401);
      assertThat(sent(WebhookRequest.of(wide, signature))).isEqualTo(200);

      assertThat(times("itemReformatted")).isEqualTo(1);
    }

    @Test
    void areTakenAsOftenAsTheyAreRepeated() {
      WebhookRequest webhookRequest = WebhookRequest.genuine("itemRepeated", KNOWN);

      assertThat(
              Flux.range(0, 100)
                  .flatMap(_ -> webhookRequest.to(SYNC), 8)
                  .distinct()
                  .collectList()
                  .block())
          .containsExactly(200);
      assertThat(times("itemRepeated")).isEqualTo(100);
    }

    @Test
    void askForANewKeyOnceForAll() {
      ECKey fresh = KEYS.key();

      assertThat(
              Flux.range(0, 100)
                  .flatMap(_ -> WebhookRequest.genuine("itemTogether", fresh).to(SYNC), 100)
                  .distinct()
                  .collectList()
                  .block(ProviderSync.SOON))
          .containsExactly(200);
      assertThat(KEYS.asked).containsOnlyOnce(fresh.getKeyID());
    }

    @Test
    void keyEndpointDown() {
      ECKey fresh = KEYS.key();
      KEYS.away = true;
      try {
        assertThat(sent(WebhookRequest.genuine("itemAway", fresh))).isEqualTo(503);
        assertThat(sent(WebhookRequest.genuine("itemAway", KNOWN))).isIn(200, 503);
      } finally {
        KEYS.away = false;
      }

      await()
          .atMost(ProviderSync.SOON)
          .untilAsserted(
              () -> assertThat(sent(WebhookRequest.genuine("itemAway", fresh))).isEqualTo(200));
    }
  }

  /** On a service of its own: few questions, none of which comes back within the test. */
  @Nested
  class AFlood {
    private static final int MOST_QUESTIONS = 5;

    @Test
    void webhookUnknownKidFlood() {
      ProviderSync sync = service(MOST_QUESTIONS, Duration.ofSeconds(1));
      sync.start();
      try {
        assertThat(WebhookRequest.genuine("itemInAFlood", KNOWN).to(sync).block(ProviderSync.SOON))
            .isEqualTo(200);
        Set<String> before = new HashSet<>(KEYS.asked);

        List<Integer> flood =
            Flux.range(0, 1_000)
                .flatMap(i -> (i % 100 == 0 ? known() : invented()).to(sync), 32)
                .collectList()
                .block(ProviderSync.SOON);

        assertThat(flood).filteredOn(status -> status == 200).hasSize(10);
        assertThat(flood).filteredOn(status -> status == 401).hasSize(990);
        assertThat(KEYS.asked).filteredOn(kid -> !before.contains(kid)).hasSize(MOST_QUESTIONS - 1);

        ECKey next = KEYS.key();
        assertThat(WebhookRequest.genuine("itemInAFlood", next).to(sync).block(ProviderSync.SOON))
            .isEqualTo(401);
        await()
            .atMost(ProviderSync.SOON)
            .untilAsserted(
                () ->
                    assertThat(
                            invented()
                                .to(sync)
                                .then(WebhookRequest.genuine("itemInAFlood", next).to(sync))
                                .block(ProviderSync.SOON))
                        .isEqualTo(200));
      } finally {
        sync.stop();
        sync.emulator.close();
      }
    }

    private static WebhookRequest known() {
      return WebhookRequest.genuine("itemInAFlood", KNOWN);
    }

    private static WebhookRequest invented() {
      byte[] body = body("itemInAFlood");
      return WebhookRequest.of(
          body, es256(header(UUID.randomUUID().toString()).build(), claims(body, 0), STRANGER));
    }
  }
}
