package florin.providersync.plaid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import florin.events.Money;
import florin.providersync.plaid.wire.PlaidErrors;
import florin.providersync.plaid.wire.PlaidResponses;
import florin.providersync.provider.ProviderFailure;
import florin.providersync.provider.ProviderFailure.FailureType;
import florin.providersync.provider.data.BankAccount;
import florin.providersync.provider.data.BankTransaction;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaidMappingTests {

  private static BankTransaction transaction(String amount, String official, String unofficial) {
    return transaction(amount, official, unofficial, LocalDate.of(2026, 12, 31));
  }

  private static BankTransaction transaction(
      String amount, String official, String unofficial, LocalDate date) {
    return PlaidMapping.transaction(
        new PlaidResponses.Transaction(
            "t",
            "a",
            new BigDecimal(amount),
            official,
            unofficial,
            date,
            date,
            "Name",
            null,
            null,
            null,
            false,
            null,
            null,
            null,
            "a code of tomorrow",
            null,
            null,
            null));
  }

  private static BankAccount account(String type, String current, String limit) {
    return PlaidMapping.account(
        new PlaidResponses.Account(
            "a",
            new PlaidResponses.Balances(
                null,
                current == null ? null : new BigDecimal(current),
                limit == null ? null : new BigDecimal(limit),
                "USD",
                null),
            "0000",
            "Account",
            null,
            type,
            "a subtype of tomorrow",
            null));
  }

  @Nested
  class Signs {
    @ParameterizedTest
    @CsvSource({"12.34, -12.34", "-1500, 1500.00", "0, 0.00", "-0.01, 0.01"})
    void ofTransactionsAreTurned(String plaid, String ours) {
      assertThat(transaction(plaid, "USD", null).amount()).isEqualTo(Money.of(ours, "USD"));
    }

    @ParameterizedTest
    @CsvSource({
      "depository, 100, 100",
      "depository, -20, -20",
      "investment, 5000, 5000",
      "credit, 410, -410",
      "credit, -20, 20",
      "loan, 65262, -65262",
      "loan, -3, 3",
      "other, -3, -3",
      "brokerage, 7, 7",
      "a type of tomorrow, 7, 7",
      "credit, 0, 0"
    })
    void ofDebtsAreTurned(String type, String plaid, String ours) {
      assertThat(account(type, plaid, "2000").current()).contains(Money.of(ours, "USD"));
      assertThat(account(type, plaid, "2000").creditLimit()).contains(Money.of("2000", "USD"));
    }
  }

  @Nested
  class Amounts {
    @ParameterizedTest
    @ValueSource(strings = {"0.1", "0.3", "123456789012345678.0123456789", "0.00000001"})
    void areExact(String amount) {
      assertThat(transaction(amount, null, "BTC").amount().amount())
          .isEqualByComparingTo(new BigDecimal(amount).negate());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "1234567890123456789", "0.00000000001"})
    void thatDoNotFitAreRefusedAndNotRounded(String amount) {
      assertThatThrownBy(() -> transaction(amount, "USD", null))
          .isInstanceOfSatisfying(
              ProviderFailure.class, failure -> assertThat(failure.is(FailureType.UNFIT)).isTrue());
    }

    @Test
    void keepTheCodeOfAnUnofficialCurrency() {
      assertThat(transaction("1", null, "DOGE").amount().currency().code()).isEqualTo("DOGE");
    }

    @Test
    void mayBeAbsentInBalances() {
      assertThat(account("depository", null, null).current()).isEmpty();
    }
  }

  @Nested
  class Dates {
    /** The last evening of a year in New York is the next year in UTC. */
    @ParameterizedTest
    @ValueSource(strings = {"2026-12-31", "2027-01-01", "2024-02-29", "0001-01-01", "9999-12-31"})
    void areTheBanksWhereverWeRun(String text) {
      LocalDate date = LocalDate.parse(text);
      TimeZone before = TimeZone.getDefault();
      try {
        for (String zone : List.of("Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC")) {
          TimeZone.setDefault(TimeZone.getTimeZone(zone));
          assertThat(transaction("1", "USD", null, date).date()).isEqualTo(date);
          assertThat(transaction("1", "USD", null, date).authorizedDate()).contains(date);
        }
      } finally {
        TimeZone.setDefault(before);
      }
    }
  }

  @Nested
  class Vocabularies {
    @Test
    void keepWhateverCodeACurrencyHas() {
      assertThat(transaction("1", null, null).amount().currency().code()).isEqualTo("XXX");
      assertThat(transaction("1", "QQQ", null).amount().currency().code()).isEqualTo("QQQ");
      assertThat(transaction("1", null, "doge").amount().currency().code()).isEqualTo("doge");
    }

    @Test
    void areOpen() {
      assertThat(account("crypto vault", "1", null))
          .extracting(BankAccount::type, BankAccount::providerType, BankAccount::providerSubtype)
          .containsExactly("other", "crypto vault", Optional.of("a subtype of tomorrow"));
      assertThat(account("brokerage", "1", null).type()).isEqualTo("investment");
      assertThat(transaction("1", "USD", null).transactionCode()).contains("a code of tomorrow");
    }

    @Test
    void tellNotReadyFromEmpty() {
      assertThat(PlaidMapping.page(sync("NOT_READY", "")).ready()).isFalse();
      assertThat(PlaidMapping.page(sync("INITIAL_UPDATE_COMPLETE", "")).ready()).isFalse();
      assertThat(PlaidMapping.page(sync("INITIAL_UPDATE_COMPLETE", "c")).ready()).isTrue();
      assertThat(PlaidMapping.page(sync("INITIAL_UPDATE_COMPLETE", "c")).historyComplete())
          .isFalse();
      assertThat(PlaidMapping.page(sync("HISTORICAL_UPDATE_COMPLETE", "c")).historyComplete())
          .isTrue();
    }

    private PlaidResponses.SyncBody sync(String status, String next) {
      return new PlaidResponses.SyncBody(
          status, List.of(), List.of(), List.of(), List.of(), next, false);
    }
  }

  @Nested
  class Errors {
    @ParameterizedTest
    @CsvSource({
      "ITEM_ERROR, ITEM_LOGIN_REQUIRED, 400, NEEDS_USER",
      "ITEM_ERROR, ACCESS_NOT_GRANTED, 400, NEEDS_USER",
      "ITEM_ERROR, USER_PERMISSION_REVOKED, 400, GONE",
      "ITEM_ERROR, ITEM_NOT_FOUND, 400, GONE",
      "INVALID_INPUT, INVALID_ACCESS_TOKEN, 400, GONE",
      "INVALID_INPUT, INVALID_PUBLIC_TOKEN, 400, REFUSED",
      "INVALID_INPUT, INVALID_API_KEYS, 400, OPERATOR",
      "INVALID_INPUT, INVALID_ACCOUNT_ID, 400, RETRY",
      "INVALID_INPUT, INVALID_INSTITUTION, 400, OPERATOR",
      "INVALID_INPUT, INVALID_PRODUCT, 400, OPERATOR",
      "INVALID_INPUT, INVALID_LINK_TOKEN, 400, OPERATOR",
      "INVALID_INPUT, SOMETHING_NEW, 400, OPERATOR",
      "INVALID_REQUEST, MISSING_FIELDS, 400, OPERATOR",
      "INVALID_REQUEST, UNKNOWN_FIELDS, 400, OPERATOR",
      "INVALID_REQUEST, INVALID_FIELD, 400, OPERATOR",
      "INVALID_REQUEST, INVALID_BODY, 400, OPERATOR",
      "INVALID_REQUEST, INVALID_HEADERS, 400, OPERATOR",
      "TRANSACTIONS_ERROR, TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION, 400, RESTART",
      "ITEM_ERROR, PRODUCT_NOT_READY, 400, RETRY",
      "ITEM_ERROR, PRODUCTS_NOT_SUPPORTED, 400, SKIP",
      "ITEM_ERROR, NO_ACCOUNTS, 400, SKIP",
      "ITEM_ERROR, NO_INVESTMENT_ACCOUNTS, 400, SKIP",
      "ITEM_ERROR, NO_LIABILITY_ACCOUNTS, 400, SKIP",
      "ITEM_ERROR, ITEM_NO_ERROR, 400, SKIP",
      "ITEM_ERROR, SOMETHING_NEW, 400, RETRY",
      "INSTITUTION_ERROR, INSTITUTION_DOWN, 400, INSTITUTION_DOWN",
      "INSTITUTION_ERROR, INSTITUTION_NOT_RESPONDING, 400, INSTITUTION_DOWN",
      "INSTITUTION_ERROR, INSTITUTION_NO_LONGER_SUPPORTED, 400, GONE",
      "INSTITUTION_ERROR, SOMETHING_NEW, 400, INSTITUTION_DOWN",
      "RATE_LIMIT_EXCEEDED, TRANSACTIONS_SYNC_LIMIT, 429, RATE_LIMITED",
      "RATE_LIMIT_EXCEEDED, ACCOUNTS_BALANCE_GET_LIMIT, 429, RATE_LIMITED",
      "RATE_LIMIT_EXCEEDED, SOMETHING_NEW, 400, RATE_LIMITED",
      "API_ERROR, INTERNAL_SERVER_ERROR, 500, RETRY",
      "API_ERROR, PLANNED_MAINTENANCE, 503, RETRY",
      "API_ERROR, SOMETHING_NEW, 200, RETRY",
      "SANDBOX_ERROR, SANDBOX_PRODUCT_NOT_ENABLED, 400, OPERATOR",
      "SOMETHING_NEW, SOMETHING_NEW, 400, RETRY",
      "SOMETHING_NEW, SOMETHING_NEW, 429, RATE_LIMITED",
      "SOMETHING_NEW, INSTITUTION_REGISTRATION_REQUIRED, 400, OPERATOR"
    })
    void areClassifiedByTypeAndCode(String type, String code, int status, FailureType failureType) {
      assertThat(failure(type, code, "text", "/transactions/sync", status).kind())
          .isEqualTo(failureType);
    }

    @Test
    void tellAStaleCursorFromABadRequest() {
      String text = "cursor not associated with access_token";
      assertThat(
              failure("INVALID_REQUEST", "INVALID_FIELD", text, "/transactions/sync", 400).kind())
          .isEqualTo(FailureType.RESYNC);
      assertThat(failure("INVALID_REQUEST", "INVALID_FIELD", text, "/item/get", 400).kind())
          .isEqualTo(FailureType.OPERATOR);
      assertThat(
              failure("INVALID_REQUEST", "INVALID_FIELD", "count", "/transactions/sync", 400)
                  .kind())
          .isEqualTo(FailureType.OPERATOR);
    }

    private ProviderFailure failure(
        String type, String code, String message, String path, int status) {
      return PlaidErrors.of(
          new PlaidResponses.ErrorBody(type, code, message, "r"), path, status, Optional.empty());
    }
  }
}
