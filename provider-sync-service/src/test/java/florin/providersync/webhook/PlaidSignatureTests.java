package florin.providersync.webhook;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import florin.journal.stream.Rejection;
import florin.providersync.plaid.WebhookKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a webhook that Plaid itself sent in 2020 (stackoverflow.com, question 62117400). */
class PlaidSignatureTests {

  private static final String JWT =
      "eyJhbGciOiJFUzI1NiIsImtpZCI6IjZjNTUxNmUxLTkyZGMtNDc5ZS1hOGZmLTVhNTE5OTJlMDAwMSIsInR5cCI6IkpXVCJ9"
          + ".eyJpYXQiOjE1OTA4ODcwMDEsInJlcXVlc3RfYm9keV9zaGEyNTYiOiJiNjNhMDdiNTQ3YjAwZjk5MjU0N2Y2YmJjOGQ5YWNjNjFhOGNjZWUxMzhiYzgyZjQ0YTZiYWEwOTY4M2E1ZDBmIn0"
          + ".OOKvIihgqCj7Qrb2bmz7T3t7uK-0JyjiEqL2s1kWeJBM4MMmjaHKK8GmU_z91QolBWMzvPgs718EElY-rE3cwQ";
  private static final Instant SENT = Instant.ofEpochSecond(1_590_887_001);
  private static final WebhookKey KEY =
      key("6c5516e1-92dc-479e-a8ff-5a51992e0001", "ES256", Optional.empty());

  private static final byte[] BODY =
      bytes(
          """
          {
            "error": null,
            "item_id": "yxQbxDjnD8hr69pKbQpbcKeVn3GL9QuyA7NV3",
            "new_transactions": 390,
            "webhook_code": "HISTORICAL_UPDATE",
            "webhook_type": "TRANSACTIONS"
          }\
          """);

  private static WebhookKey key(String kid, String alg, Optional<Instant> expiredAt) {
    return new WebhookKey(
        alg,
        "P-256",
        kid,
        "35lvC8uz2QrWpQJ3TUH8t9o9DURMp7ydU518RKDl20k",
        "I8BuXB2bvxelzJAd7OKhd-ZwjCst05Fx47Mb_0ugros",
        expiredAt);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void check(WebhookKey key, byte[] body, Instant now) {
    PlaidSignature signature = PlaidSignature.parse(JWT);
    signature.demandRecent(now);
    signature.demandOf(body);
    signature.demandSignedBy(key);
  }

  private static void assertRefused(WebhookKey key, byte[] body, Instant now) {
    assertThatThrownBy(() -> check(key, body, now))
        .isInstanceOfSatisfying(
            Rejection.class,
            refused ->
                org.assertj.core.api.Assertions.assertThat(refused.code())
                    .isEqualTo("webhook-unverified"));
  }

  @Nested
  class TheGenuineOne {
    @ParameterizedTest
    @ValueSource(longs = {-60, 0, 1, 300})
    void isAcceptedWithinFiveMinutes(long seconds) {
      assertThatCode(() -> check(KEY, BODY, SENT.plusSeconds(seconds))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(longs = {-61, 301, 86_400})
    void isRefusedBeforeAndAfter(long seconds) {
      assertRefused(KEY, BODY, SENT.plusSeconds(seconds));
    }

    @Test
    void isRefusedWithAnyOtherBody() {
      assertRefused(KEY, bytes(""), SENT);
      assertRefused(KEY, bytes(new String(BODY, StandardCharsets.UTF_8) + "\n"), SENT);
      assertRefused(
          KEY, bytes(new String(BODY, StandardCharsets.UTF_8).replaceAll("\\s", "")), SENT);
      for (int i = 0; i < BODY.length; i++) {
        byte[] changed = BODY.clone();
        changed[i] ^= 1;
        assertRefused(KEY, changed, SENT);
      }
    }

    @Test
    void isRefusedWithAnyOtherKey() {
      assertRefused(key("another", "ES256", Optional.empty()), BODY, SENT);
      assertRefused(key(KEY.kid(), "ES384", Optional.empty()), BODY, SENT);
      assertRefused(key(KEY.kid(), "ES256", Optional.of(SENT.minusSeconds(1))), BODY, SENT);
      WebhookKey offTheCurve =
          new WebhookKey("ES256", "P-256", KEY.kid(), KEY.y(), KEY.x(), Optional.empty());
      assertRefused(offTheCurve, BODY, SENT);
    }
  }

  @Nested
  class Parsing {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "a.b.c",
          "e30.e30.e30",
          // alg none, HS256, ES256 without kid, ES256 with a kid that is a path
          "eyJhbGciOiJub25lIiwia2lkIjoiYSJ9.e30.",
          "eyJhbGciOiJIUzI1NiIsImtpZCI6ImEifQ.e30.AAAA",
          "eyJhbGciOiJFUzI1NiJ9.e30.AAAA",
          "eyJhbGciOiJFUzI1NiIsImtpZCI6Ii4uL2EifQ.e30.AAAA"
        })
    void refusesWhatCouldNotBeGenuine(String header) {
      assertThatThrownBy(() -> PlaidSignature.parse(header)).isInstanceOf(Rejection.class);
    }

    @Test
    void refusesWhatIsTooLong() {
      assertThatThrownBy(() -> PlaidSignature.parse(JWT + "A".repeat(5_000)))
          .isInstanceOf(Rejection.class);
    }
  }
}
