package florin.providersync.plaid;

import static org.assertj.core.api.Assertions.assertThat;

import florin.providersync.plaid.resilience.PlaidProperties;
import florin.providersync.provider.AccessToken;
import florin.providersync.provider.ProviderFailure;
import florin.providersync.provider.ProviderFailure.FailureType;
import florin.providersync.provider.data.UpdatePage;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/**
 * Answers that no honest Plaid gives: each ends soon, in a word of ours, with no part of it kept.
 */
class UnsafeAnswersTests {

  private static final AccessToken TOKEN = AccessToken.of("access-sandbox-1");

  /** A transaction, to be spoiled. */
  private static final String GOOD =
      """
      {"transaction_id": "t", "account_id": "a", "amount": 12.34, "iso_currency_code": "USD",
       "unofficial_currency_code": null, "date": "2026-12-31", "authorized_date": null,
       "name": "Coffee", "pending": false, "pending_transaction_id": null,
       "something_of_tomorrow": {"deeply": [1, {"nested": null}]}}
      """;

  private final FakePlaidServer plaid = new FakePlaidServer();

  @AfterEach
  void close() {
    plaid.close();
  }

  private static String page(String added) {
    return """
    {"transactions_update_status": "HISTORICAL_UPDATE_COMPLETE", "accounts": [], "added": [%s],
     "modified": [], "removed": [], "next_cursor": "c", "has_more": false, "request_id": "r"}
    """
        .formatted(added);
  }

  private Mono<UpdatePage> sync() {
    return plaid.provider.transactions(TOKEN, Optional.empty());
  }

  private ProviderFailure failure(int status, String body) {
    plaid.answers(status, body);
    return FakePlaidServer.failure(sync());
  }

  private ProviderFailure spoilt(String good, String bad) {
    assertThat(GOOD).contains(good);
    return failure(200, page(GOOD.replace(good, bad)));
  }

  @Test
  void theGoodOneIsRead() {
    plaid.answers(200, page(GOOD));

    assertThat(sync().block(FakePlaidServer.SOON).added()).hasSize(1);
  }

  @Test
  void aNulInATextIsSeenAndDoesNoHarm() {
    plaid.answers(200, page(GOOD.replace("\"Coffee\"", "\"Cof\\u0000fee\"")));

    assertThat(sync().block(FakePlaidServer.SOON).added().getFirst().transaction().name())
        .isEqualTo("Cof\uFFFDfee");
  }

  /** C08: no text of a bank makes a page unreadable for ever. */
  @ParameterizedTest
  @CsvSource({
    "'Cof\\ud83dfee', 'Cof\uFFFDfee'",
    "'\\ude00Coffee\\ud83d', '\uFFFDCoffee\uFFFD'",
    "'\\u0000\\ud83d\\ude00\\ud83d', '\uFFFD\uD83D\uDE00\uFFFD'",
    "'Cof\u0000fee', 'Cof\uFFFDfee'",
    "'Cof\u0001\tfee', 'Cof\u0001\tfee'"
  })
  void c08TextsThatCannotBeStoredAreReplaced(String name, String read) {
    plaid.answers(200, page(GOOD.replace("Coffee", name)));

    assertThat(sync().block(FakePlaidServer.SOON).added().getFirst().transaction().name())
        .isEqualTo(read);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ff", "c3", "e282", "f09f98", "eda0bd", "c080", "00"})
  void c08BytesThatAreNoUtf8AreReplaced(String hex) {
    byte[] body = page(GOOD.replace("Coffee", "Cof@fee")).getBytes(StandardCharsets.UTF_8);
    byte[] bad = HexFormat.of().parseHex(hex);
    int at = new String(body, StandardCharsets.ISO_8859_1).indexOf('@');
    byte[] broken = new byte[body.length - 1 + bad.length];
    System.arraycopy(body, 0, broken, 0, at);
    System.arraycopy(bad, 0, broken, at, bad.length);
    System.arraycopy(body, at + 1, broken, at + bad.length, body.length - at - 1);
    plaid.does(
        (_, response) ->
            response.header("Content-Type", "application/json").sendByteArray(Mono.just(broken)));

    assertThat(sync().block(FakePlaidServer.SOON).added().getFirst().transaction().name())
        .matches("Cof\uFFFD+fee");
  }

  @Nested
  class WithoutJson {
    @ParameterizedTest
    @CsvSource({
      "502, '<html><body>Bad gateway</body></html>', HTTP_502, RETRY",
      "503, '', HTTP_503, RETRY",
      "504, 'null', HTTP_504, RETRY",
      "500, '[]', HTTP_500, RETRY",
      "429, 'slow down', HTTP_429, RATE_LIMITED",
      "404, '<html>', HTTP_404, RETRY",
      "200, '<html>', UNREADABLE, RETRY",
      "200, '', UNREADABLE, RETRY",
      "200, '{\"added\": [', UNREADABLE, RETRY",
      "200, '{} {}', UNEXPECTED_ANSWER, UNFIT",
      "200, 'null', UNEXPECTED_ANSWER, UNFIT",
      "200, '[]', UNEXPECTED_ANSWER, UNFIT",
      "200, '\"text\"', UNEXPECTED_ANSWER, UNFIT"
    })
    void theStatusIsTheWord(int status, String body, String code, FailureType failureType) {
      ProviderFailure failure = failure(status, body);

      assertThat(failure.code()).isEqualTo(code);
      assertThat(failure.kind()).isEqualTo(failureType);
    }

    @Test
    void aLongErrorIsNotRead() {
      assertThat(failure(502, "x".repeat(9 * 1024 * 1024)).code()).isEqualTo("HTTP_502");
    }

    @ParameterizedTest
    @CsvSource({
      "7, 7",
      "999999999, 14400",
      "0, ",
      "-3, ",
      "soon, ",
      "99999999999999999999, ",
      "'Thu, 01 Jan 1970 00:00:00 GMT', ",
      "'Fri, 31 Dec 9999 23:59:59 GMT', 14400"
    })
    void aPauseIsHeededIfItIsOne(String header, Long seconds) {
      plaid.does((_, response) -> response.status(429).header("Retry-After", header).send());

      assertThat(FakePlaidServer.failure(sync()).retryAfter().map(Duration::toSeconds))
          .isEqualTo(Optional.ofNullable(seconds));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "\"\\nINFO all is well\"",
          "\"lower case\"",
          "\"\"",
          "null",
          "5",
          "\"A\\u0000B\"",
          "\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\""
        })
    void aCodeThatIsNoneIsNotPassedOn(String code) {
      ProviderFailure failure =
          failure(
              400,
              "{\"error_type\": %s, \"error_code\": %s, \"request_id\": %s}"
                  .formatted(code, code, code));

      assertThat(failure.code()).isEqualTo("HTTP_400");
      assertThat(failure.getMessage()).doesNotContain("INFO").hasSizeLessThan(200);
    }
  }

  @Nested
  class Json {
    @Test
    void aHundredThousandLevelsDoNotReachTheStack() {
      String deep = "[".repeat(100_000) + "]".repeat(100_000);

      assertThat(failure(200, deep).code()).isEqualTo("UNEXPECTED_ANSWER");
      assertThat(failure(200, "{\"unknown\": " + deep + "}").code()).isEqualTo("UNEXPECTED_ANSWER");
      assertThat(failure(400, deep).code()).isEqualTo("HTTP_400");
      assertThat(failure(200, "{\"added\":".repeat(100_000)).code()).isEqualTo("UNEXPECTED_ANSWER");
    }

    @Test
    void aMillionRowsDoNotReachTheMemory() {
      assertThat(failure(200, page("{},".repeat(1_000_000) + "{}")).kind())
          .isEqualTo(FailureType.UNFIT);
      assertThat(
              failure(200, "{\"unknown\": [" + "{},".repeat(1_000_000) + "{}], \"added\": []}")
                  .kind())
          .isEqualTo(FailureType.UNFIT);
    }

    @Test
    void aNumberOfAMillionDigitsIsNotReckonedWith() {
      assertThat(spoilt("12.34", "1" + "0".repeat(1_000_000)).kind()).isEqualTo(FailureType.UNFIT);
      assertThat(spoilt("12.34", "0." + "1".repeat(1_000_000)).kind()).isEqualTo(FailureType.UNFIT);
    }

    @Test
    void aTextOfAMegabyteIsNotTaken() {
      assertThat(spoilt("Coffee", "x".repeat(1024 * 1024)).kind()).isEqualTo(FailureType.UNFIT);
    }

    @ParameterizedTest
    @CsvSource({
      "12.34, NaN",
      "12.34, Infinity",
      "12.34, -",
      "12.34, 012",
      "'\"name\"', name",
      "'\"name\": \"Coffee\",', '\"name\": \"Coffee\", \"name\": \"Tea\",'"
    })
    void whatIsNoJsonIsNotGuessed(String good, String bad) {
      assertThat(spoilt(good, bad).code()).isEqualTo("UNREADABLE");
    }

    @ParameterizedTest
    @CsvSource({
      "12.34, 1e400",
      "12.34, 1e999999999",
      "12.34, -1e999999999",
      "12.34, 1e-999999999",
      "12.34, 1234567890123456789",
      "12.34, 0.00000000001",
      "12.34, '\"12.34\"'",
      "12.34, '\"NaN\"'",
      "12.34, null",
      "12.34, true",
      "12.34, '[12.34]'",
      "12.34, {}",
      "'\"2026-12-31\"', null",
      "'\"2026-12-31\"', 20000",
      "'\"2026-12-31\"', '\"-0001-12-31\"'",
      "'\"2026-12-31\"', '\"+12026-12-31\"'",
      "'\"2026-12-31\"', '\"0000-12-31\"'",
      "'\"2026-12-31\"', '\"2026-02-30\"'",
      "'\"2026-12-31\"', '\"2026-12-31T23:59:59Z\"'",
      "'\"2026-12-31\"', '\"\"'",
      "'\"2026-12-31\"', '[2026, 12, 31]'",
      "'\"t\"', null",
      "'\"t\"', []",
      "'\"a\"', null",
      "'\"Coffee\"', null",
      "'\"Coffee\"', {}",
      "'false', '\"false\"'",
      "'\"USD\"', '\"\"'",
      "'\"USD\"', '\"A currency of more than 16 characters\"'"
    })
    void whatIsNoTransactionIsRefusedWithItsPage(String good, String bad) {
      assertThat(spoilt(good, bad).kind()).isEqualTo(FailureType.UNFIT);
    }

    @Test
    void oneBadOneLeavesNothingOfThePage() {
      ProviderFailure failure =
          failure(200, page(GOOD + "," + GOOD.replace("12.34", "1e400") + "," + GOOD));

      assertThat(failure.getMessage()).contains("18 digits");
      assertThat(failure(200, page(GOOD + ", null")).kind()).isEqualTo(FailureType.UNFIT);
      assertThat(spoilt("12.34", "{}").getMessage()).contains("/added/0/amount");
    }

    @Test
    void theValueAtFaultIsNotRepeated() {
      plaid.answers(200, "{\"access_token\": {\"hush\": \"hush-4711\"}, \"item_id\": \"i\"}");
      ProviderFailure failure = FakePlaidServer.failure(plaid.provider.exchange("public"));

      assertThat(failure.kind()).isEqualTo(FailureType.UNFIT);
      assertThat(failure.getMessage()).contains("/access_token").doesNotContain("4711");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "0.1",
          "0.3",
          "-0.30000000000000004",
          "123456789012345678.0123456789",
          "1e17",
          "1E-8"
        })
    void everyDigitOfAnAmountArrives(String amount) {
      BigDecimal exact = new BigDecimal(amount);
      plaid.answers(200, page(GOOD.replace("12.34", amount)));
      Mono<BigDecimal> read =
          sync().map(page -> page.added().getFirst().transaction().amount().amount());

      if (exact.stripTrailingZeros().scale() > 10) {
        assertThat(FakePlaidServer.failure(read).kind()).isEqualTo(FailureType.UNFIT);
      } else {
        assertThat(read.block(FakePlaidServer.SOON)).isEqualByComparingTo(exact.negate());
      }
    }
  }

  @Nested
  class Environments {
    private static final String PRODUCTION = "https://production.plaid.com";
    private static final String SANDBOX = "https://sandbox.plaid.com";

    @ParameterizedTest
    @CsvSource({
      PRODUCTION + ", access-production-1, true",
      PRODUCTION + ", access-sandbox-1, false",
      SANDBOX + ", access-sandbox-1, true",
      SANDBOX + ", access-production-1, false",
      "http://127.0.0.1:18090, access-sandbox-1, true",
      "http://127.0.0.1:18090, access-production-1, true"
    })
    void knowTheirTokens(String base, String token, boolean known) {
      PlaidProperties properties = FakePlaidServer.properties(java.net.URI.create(base));

      assertThat(properties.knows(AccessToken.of(token))).isEqualTo(known);
    }
  }
}
