package florin.providersync;

import static org.assertj.core.api.Assertions.assertThat;

import florin.events.providersync.ObservedAccount;
import florin.events.providersync.ObservedTransaction;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Compares facts with what the emulated bank itself says, sign and all. */
final class EmulatorComparison {

  private static final Set<String> DEBTS = Set.of("credit", "loan");

  private EmulatorComparison() {}

  static void assertEqual(PublishedFacts publishedFacts, JsonNode truth) {
    assertThat(summary(publishedFacts)).isEqualTo(summary(truth));
    assertThat(accounts(publishedFacts)).isEqualTo(accounts(truth));
  }

  private static Map<String, String> summary(PublishedFacts publishedFacts) {
    Map<String, String> summary = new TreeMap<>();
    publishedFacts.transactions.forEach((id, one) -> summary.put(id, line(publishedFacts, one)));
    return summary;
  }

  private static String line(PublishedFacts publishedFacts, ObservedTransaction one) {
    return String.join(
        "|",
        plain(one.getAmount().getAmount()),
        one.getAmount().getCurrency(),
        one.getDate().toString(),
        String.valueOf(one.getAuthorizedDate()),
        one.getName(),
        String.valueOf(one.getMerchantName()),
        String.valueOf(one.getPending()),
        String.valueOf(one.getPendingExternalId()),
        String.valueOf(one.getCategoryDetailed()),
        externalAccount(publishedFacts, one));
  }

  private static String externalAccount(PublishedFacts publishedFacts, ObservedTransaction one) {
    return publishedFacts.accounts.values().stream()
        .filter(account -> account.getAccountId().equals(one.getAccountId()))
        .map(ObservedAccount::getExternalId)
        .collect(Collectors.joining());
  }

  private static Map<String, String> summary(JsonNode truth) {
    Map<String, String> summary = new TreeMap<>();
    for (JsonNode one : truth.path("transactions")) {
      summary.put(
          one.path("transaction_id").stringValue(),
          String.join(
              "|",
              plain(one.path("amount").decimalValue().negate()),
              text(
                  one.path("iso_currency_code").isNull()
                      ? one.path("unofficial_currency_code")
                      : one.path("iso_currency_code")),
              text(one.path("date")),
              text(one.path("authorized_date")),
              text(one.path("name")),
              text(one.path("merchant_name")),
              String.valueOf(one.path("pending").booleanValue()),
              text(one.path("pending_transaction_id")),
              text(one.path("personal_finance_category").path("detailed")),
              text(one.path("account_id"))));
    }
    return summary;
  }

  private static Map<String, String> accounts(PublishedFacts publishedFacts) {
    Map<String, String> accounts = new TreeMap<>();
    publishedFacts.accounts.forEach(
        (id, one) ->
            accounts.put(
                id,
                String.join(
                    "|",
                    one.getName(),
                    one.getType(),
                    String.valueOf(one.getMask()),
                    one.getCurrency(),
                    plain(one.getCurrent()),
                    plain(one.getAvailable()),
                    plain(one.getCreditLimit()))));
    return accounts;
  }

  private static Map<String, String> accounts(JsonNode truth) {
    Map<String, String> accounts = new TreeMap<>();
    for (JsonNode one : truth.path("accounts")) {
      JsonNode balances = one.path("balances");
      String type = text(one.path("type"));
      BigDecimal current =
          balances.path("current").isNull() ? null : balances.path("current").decimalValue();
      accounts.put(
          text(one.path("account_id")),
          String.join(
              "|",
              text(one.path("name")),
              type,
              text(one.path("mask")),
              text(
                  balances.path("iso_currency_code").isNull()
                      ? balances.path("unofficial_currency_code")
                      : balances.path("iso_currency_code")),
              plain(current != null && DEBTS.contains(type) ? current.negate() : current),
              plain(number(balances.path("available"))),
              plain(number(balances.path("limit")))));
    }
    return accounts;
  }

  private static BigDecimal number(JsonNode node) {
    return node.isNull() ? null : node.decimalValue();
  }

  private static String plain(BigDecimal amount) {
    return amount == null
        ? "null"
        : amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
  }

  private static String text(JsonNode node) {
    return node.isNull() || node.isMissingNode() ? "null" : node.asString();
  }
}
