package florin.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.SignedJWT;
import florin.emulator.data.Ids;
import florin.emulator.data.Json;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class WebhookIT {
  private PlaidEmulator emulator;
  private final Map<String, Client.Answer> answers = new HashMap<>();
  private Client client;

  @BeforeEach
  void start() {
    emulator = PlaidEmulator.start(Fixture.settings());
    client = new Client(emulator.baseUrl());
  }

  @AfterEach
  void stop() {
    emulator.close();
  }

  @Test
  void areSignedOverTheirExactBytes() throws Exception {
    try (var receiver = Receiver.accepting()) {
      client.link("ins_109508", Map.of("webhook", receiver.url()));
      awaitCodes(receiver, "INITIAL_UPDATE", "HISTORICAL_UPDATE");

      for (var letter : receiver.letters()) {
        assertThat(verifies(letter.verification(), letter.body())).isTrue();
        for (var at = 0; at < letter.body().length; at++) {
          var changed = letter.body().clone();
          changed[at] ^= 1;
          assertThat(verifies(letter.verification(), changed)).isFalse();
        }
      }
    }
  }

  @Test
  void announceSyncUpdatesOnlyToThoseWhoSynced() {
    try (var receiver = Receiver.accepting()) {
      var item = client.link("ins_109508", Map.of("webhook", receiver.url()));
      awaitCodes(receiver, "INITIAL_UPDATE", "HISTORICAL_UPDATE");
      client.add(item, coffee());
      awaitCodes(receiver, "INITIAL_UPDATE", "HISTORICAL_UPDATE", "DEFAULT_UPDATE");

      client.sync(item, "", 500);
      client.add(item, coffee());

      awaitCodes(
          receiver,
          "INITIAL_UPDATE",
          "HISTORICAL_UPDATE",
          "DEFAULT_UPDATE",
          "DEFAULT_UPDATE",
          "SYNC_UPDATES_AVAILABLE");
      var sync =
          receiver.letters().stream()
              .filter(letter -> letter.code().equals("SYNC_UPDATES_AVAILABLE"))
              .findFirst()
              .orElseThrow()
              .json();
      assertThat(sync.path("initial_update_complete").booleanValue()).isTrue();
      assertThat(sync.path("historical_update_complete").booleanValue()).isTrue();
      assertThat(sync.path("environment").stringValue()).isEqualTo("sandbox");
      assertThat(sync.path("item_id").stringValue()).isEqualTo(item.itemId());
    }
  }

  @Test
  void nameWhatWasRemoved() {
    try (var receiver = Receiver.accepting()) {
      var item = client.link("ins_109508", Map.of("webhook", receiver.url()));
      var id = client.add(item, coffee());
      client.control("DELETE", "items/" + item.itemId() + "/transactions/" + id, Map.of());

      Awaitility.await().until(() -> receiver.codes().contains("TRANSACTIONS_REMOVED"));
      var removed =
          receiver.letters().stream()
              .filter(letter -> letter.code().equals("TRANSACTIONS_REMOVED"))
              .findFirst()
              .orElseThrow();
      assertThat(removed.json().path("removed_transactions").valueStream())
          .singleElement()
          .satisfies(one -> assertThat(one.stringValue()).isEqualTo(id));
    }
  }

  @Test
  void stayAwayWhenNotWanted() {
    try (var receiver = Receiver.accepting()) {
      var item = client.link("ins_109508", Map.of("webhook", receiver.url()));
      awaitCodes(receiver, "INITIAL_UPDATE", "HISTORICAL_UPDATE");
      client.control("POST", "items/" + item.itemId() + "/transactions?webhook=false", coffee());

      assertThat(client.control("webhooks").path("webhooks").size()).isEqualTo(2);
    }
  }

  @Test
  void areTriedAgainUntilAnswered200AndSignedAnewEachTime() throws Exception {
    try (var receiver = Receiver.answering(ordinal -> ordinal < 2 ? 503 : 200)) {
      var item = client.link("ins_109508");
      client.ok(
          "/item/webhook/update",
          Map.of("access_token", item.accessToken(), "webhook", receiver.url()));

      Awaitility.await()
          .untilAsserted(() -> assertThat(statuses()).containsExactly(List.of(503, 503, 200)));
      assertThat(receiver.letters()).hasSize(3);
      assertThat(receiver.letters())
          .extracting(Receiver.Letter::verification)
          .doesNotHaveDuplicates();
      assertThat(receiver.letters())
          .allMatch(letter -> letter.json().equals(receiver.letters().getFirst().json()));
      assertThat(client.control("webhooks").path("webhooks").path(0).path("state").stringValue())
          .isEqualTo("delivered");
      for (var letter : receiver.letters()) {
        assertThat(verifies(letter.verification(), letter.body())).isTrue();
      }
    }
  }

  @Test
  void countOnly200AsDelivered() {
    try (var receiver = Receiver.answering(ordinal -> ordinal == 0 ? 204 : 200)) {
      var item = client.link("ins_109508");
      client.ok(
          "/item/webhook/update",
          Map.of("access_token", item.accessToken(), "webhook", receiver.url()));

      Awaitility.await()
          .untilAsserted(() -> assertThat(statuses()).containsExactly(List.of(204, 200)));
    }
  }

  @Test
  void areLostAfterSevenAttempts() {
    emulator.close();
    emulator = PlaidEmulator.start(Fixture.settings().retryingAfter(Duration.ofNanos(100)));
    client = new Client(emulator.baseUrl());
    try (var receiver = Receiver.answering(ordinal -> 500)) {
      var item = client.link("ins_109508");
      client.ok(
          "/item/webhook/update",
          Map.of("access_token", item.accessToken(), "webhook", receiver.url()));

      Awaitility.await()
          .until(
              () ->
                  client
                      .control("webhooks")
                      .path("webhooks")
                      .path(0)
                      .path("state")
                      .stringValue()
                      .equals("lost"));
      assertThat(receiver.letters()).hasSize(7);
    }
  }

  @Test
  void areSignedByANewKeyAfterARotation() throws Exception {
    try (var receiver = Receiver.accepting()) {
      var item = client.link("ins_109508", Map.of("webhook", receiver.url()));
      awaitCodes(receiver, "INITIAL_UPDATE", "HISTORICAL_UPDATE");
      var old = kid(receiver.letters().getFirst());

      var rotated = client.control("POST", "keys/rotate", Map.of()).json().path("kid");
      client.add(item, coffee());
      Awaitility.await().until(() -> receiver.letters().size() == 3);

      var letter = receiver.letters().getLast();
      assertThat(kid(letter)).isEqualTo(rotated.stringValue()).isNotEqualTo(old);
      assertThat(verifies(letter.verification(), letter.body())).isTrue();
      assertThat(key(old).path("expired_at").isNumber()).isTrue();
      assertThat(key(kid(letter)).path("expired_at").isNull()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "none,true,ES256",
    "signature,false,ES256",
    "body,false,ES256",
    "alg_none,false,none",
    "hs256,false,HS256",
    "stale,false,ES256",
    "future,false,ES256",
    "unknown_kid,false,ES256",
    "expired_key,true,ES256"
  })
  void canBeForgedByHand(String forged, boolean genuine, String algorithm) throws Exception {
    try (var receiver = Receiver.answering(ordinal -> ordinal == 0 ? 200 : 401)) {
      var item = client.link("ins_109508");
      client.ok(
          "/item/webhook/update",
          Map.of("access_token", item.accessToken(), "webhook", receiver.url()));
      Awaitility.await().until(() -> receiver.letters().size() == 1);

      var sent =
          client.control(
              "POST",
              "items/" + item.itemId() + "/webhooks",
              Map.of(
                  "type",
                  "TRANSACTIONS",
                  "code",
                  "SYNC_UPDATES_AVAILABLE",
                  "count",
                  3,
                  "forged",
                  forged));

      assertThat(sent.json().path("statuses").toString()).isEqualTo("[401,401,401]");
      assertThat(receiver.letters()).hasSize(4);
      var letter = receiver.letters().getLast();
      assertThat(letter.code()).isEqualTo("SYNC_UPDATES_AVAILABLE");
      assertThat(header(letter).path("alg").stringValue()).isEqualTo(algorithm);
      assertThat(algorithm.equals("ES256") && verifies(letter.verification(), letter.body()))
          .isEqualTo(genuine);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "TRANSACTIONS,SYNC_UPDATES_AVAILABLE,initial_update_complete historical_update_complete",
    "TRANSACTIONS,INITIAL_UPDATE,new_transactions",
    "TRANSACTIONS,HISTORICAL_UPDATE,new_transactions",
    "TRANSACTIONS,DEFAULT_UPDATE,new_transactions",
    "TRANSACTIONS,TRANSACTIONS_REMOVED,removed_transactions",
    "TRANSACTIONS,RECURRING_TRANSACTIONS_UPDATE,account_ids",
    "ITEM,ERROR,error",
    "ITEM,LOGIN_REPAIRED,item_id",
    "ITEM,PENDING_EXPIRATION,consent_expiration_time",
    "ITEM,PENDING_DISCONNECT,reason disconnect_time",
    "ITEM,USER_PERMISSION_REVOKED,error",
    "ITEM,USER_ACCOUNT_REVOKED,account_id",
    "ITEM,NEW_ACCOUNTS_AVAILABLE,item_id",
    "ITEM,WEBHOOK_UPDATE_ACKNOWLEDGED,new_webhook_url",
    "HOLDINGS,DEFAULT_UPDATE,new_holdings updated_holdings",
    "INVESTMENTS_TRANSACTIONS,DEFAULT_UPDATE,new_investments_transactions",
    "INVESTMENTS_TRANSACTIONS,HISTORICAL_UPDATE,cancelled_investments_transactions",
    "LIABILITIES,DEFAULT_UPDATE,account_ids_with_new_liabilities"
  })
  void carryTheFieldsOfTheirCode(String type, String code, String fields) {
    try (var receiver = Receiver.accepting()) {
      var item = client.link("ins_109508", Map.of("webhook", receiver.url()));
      awaitCodes(receiver, "INITIAL_UPDATE", "HISTORICAL_UPDATE");

      client.control(
          "POST", "items/" + item.itemId() + "/webhooks", Map.of("type", type, "code", code));

      var body = receiver.letters().getLast().json();
      assertThat(body.path("webhook_type").stringValue()).isEqualTo(type);
      assertThat(body.path("webhook_code").stringValue()).isEqualTo(code);
      assertThat(body.path("environment").stringValue()).isEqualTo("sandbox");
      for (var field : fields.split(" ")) {
        assertThat(body.hasNonNull(field)).as(field).isTrue();
      }
    }
  }

  @Test
  void canBeSignedByAKeyThatHasExpired() {
    try (var receiver = Receiver.accepting()) {
      var item = client.link("ins_109508", Map.of("webhook", receiver.url()));
      awaitCodes(receiver, "INITIAL_UPDATE", "HISTORICAL_UPDATE");
      client.control(
          "POST",
          "items/" + item.itemId() + "/webhooks",
          Map.of("type", "ITEM", "code", "ERROR", "forged", "expired_key"));

      var expired = key(kid(receiver.letters().getLast())).path("expired_at").longValue();

      assertThat(expired).isPositive().isLessThan(Instant.now().getEpochSecond() - 600);
    }
  }

  @Test
  void canBeSignedByANewKeyWhileTheOldOnesAreLongSinceExpired() {
    try (var receiver = Receiver.accepting()) {
      client.link("ins_109508", Map.of("webhook", receiver.url()));
      awaitCodes(receiver, "INITIAL_UPDATE", "HISTORICAL_UPDATE");
      var old = kid(receiver.letters().getFirst());

      client.control("POST", "clock", Map.of("advance", "P400D"));
      client.control("POST", "keys/rotate", Map.of("expire", true));

      assertThat(key(old).path("expired_at").longValue())
          .isLessThan(Instant.now().getEpochSecond() - 600);
    }
  }

  private static Map<String, ?> coffee() {
    return Map.of("account", "checking", "amount", 4.5, "date", "2026-06-29", "name", "Coffee");
  }

  private static void awaitCodes(Receiver receiver, String... codes) {
    Awaitility.await()
        .untilAsserted(() -> assertThat(receiver.codes()).containsExactlyInAnyOrder(codes));
  }

  private List<List<Integer>> statuses() {
    return client
        .control("webhooks")
        .path("webhooks")
        .valueStream()
        .map(one -> one.path("statuses").valueStream().map(status -> status.intValue()).toList())
        .toList();
  }

  private JsonNode key(String kid) {
    return client.ok("/webhook_verification_key/get", Map.of("key_id", kid)).path("key");
  }

  private static String kid(Receiver.Letter letter) {
    return header(letter).path("kid").stringValue();
  }

  private static JsonNode header(Receiver.Letter letter) {
    var encoded = letter.verification().substring(0, letter.verification().indexOf('.'));
    return Json.MAPPER.readTree(Base64.getUrlDecoder().decode(encoded));
  }

  private Client.Answer lookUp(String kid) {
    return client.plaid("/webhook_verification_key/get", Map.of("key_id", kid));
  }

  /** As Plaid's documentation tells its clients to. */
  private boolean verifies(String verification, byte[] body) throws ParseException, JOSEException {
    var jwt = SignedJWT.parse(verification);
    var answer = answers.computeIfAbsent(jwt.getHeader().getKeyID(), this::lookUp);
    if (answer.status() != 200) {
      return false;
    }
    var key = answer.json().path("key");
    var jwk =
        ECKey.parse(
            Map.of(
                "kty", key.path("kty").stringValue(),
                "crv", key.path("crv").stringValue(),
                "x", key.path("x").stringValue(),
                "y", key.path("y").stringValue()));
    var claims = jwt.getJWTClaimsSet();
    var age = Duration.between(claims.getIssueTime().toInstant(), Instant.now());
    return jwt.verify(new ECDSAVerifier(jwk))
        && age.compareTo(Duration.ofMinutes(5)) <= 0
        && age.compareTo(Duration.ofMinutes(-1)) >= 0
        && HexFormat.of()
            .formatHex(Ids.sha256(body))
            .equals(claims.getStringClaim("request_body_sha256"));
  }
}
