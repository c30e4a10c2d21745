package florin.providersync;

import static florin.providersync.ProviderSync.HOUNDSTOOTH;
import static florin.providersync.ProviderSync.PLATYPUS;
import static org.assertj.core.api.Assertions.assertThat;

import florin.events.providersync.ObservedTransaction;
import florin.providersync.ProviderSync.Linked;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a bank can say of one transaction or account, each ending with what the bank says. */
class ValueScenariosIT {

  private final ProviderSync sync = ProviderSync.shared();

  private void applied(Linked linked) {
    assertThat(sync.syncNow(linked)).containsEntry("state", "applied");
  }

  private Map<String, ObservedTransaction> byName(Linked linked) {
    return sync.truthfulFacts(linked).transactions.values().stream()
        .filter(one -> one.getName().startsWith("X "))
        .collect(Collectors.toMap(ObservedTransaction::getName, one -> one));
  }

  private Map<String, Object> on(String account, String name, Object amount) {
    Map<String, Object> one = Bank.coffee("X " + name, amount);
    one.put("account", account);
    return one;
  }

  private static void amount(ObservedTransaction one, String amount) {
    assertThat(one.getAmount().getAmount()).isEqualByComparingTo(amount);
  }

  @Test
  void unknownEnumsAndFields() {
    Linked linked = sync.quiet(PLATYPUS);
    String account =
        sync.bank
            .truth(linked.itemId())
            .path("accounts")
            .valueStream()
            .filter(one -> one.path("subtype").asString("").equals("savings"))
            .findFirst()
            .orElseThrow()
            .path("account_id")
            .stringValue();
    sync.bank.control(
        "PATCH",
        "items/" + linked.itemId() + "/accounts/" + account,
        Map.of("fields", Map.of("subtype", "moon base", "verification", Map.of("by", "eye"))));
    Map<String, Object> odd = Bank.coffee("X odd", 4);
    odd.put(
        "fields",
        Map.of(
            "transaction_code",
            "teleport",
            "payment_channel",
            "telepathy",
            "surprise",
            List.of(1, Map.of("deep", true)),
            "personal_finance_category",
            Map.of("primary", "SPACE", "detailed", "SPACE_TRAVEL", "confidence_level", "SO_SO")));
    sync.bank.addQuietly(linked.itemId(), List.of(odd));

    applied(linked);

    ObservedTransaction said = byName(linked).get("X odd");
    assertThat(said.getCategoryDetailed()).isEqualTo("SPACE_TRAVEL");
    assertThat(sync.facts(linked).accounts).containsKey(account);
  }

  @Test
  void nullBalancesUnofficialCurrencyNegativeCredit() {
    Linked linked = sync.quiet(HOUNDSTOOTH);
    sync.bank.control(
        "POST",
        "items/" + linked.itemId() + "/accounts?webhook=false",
        Map.of("subtype", "savings", "name", "Coins", "currency", "DOGE", "unofficial", true));
    sync.bank.control(
        "POST", "items/" + linked.itemId() + "/repair?webhook=false", Map.of("grant", true));
    for (JsonNode account : sync.bank.truth(linked.itemId()).path("accounts")) {
      String type = account.path("type").stringValue();
      Map<String, Object> balance = new TreeMap<>();
      balance.put("available", null);
      balance.put("limit", null);
      balance.put(
          "current",
          switch (type) {
            case "credit" -> new BigDecimal("-12.5");
            case "loan" -> BigDecimal.ZERO;
            default -> null;
          });
      sync.bank.control(
          "POST",
          "items/"
              + linked.itemId()
              + "/accounts/"
              + account.path("account_id").stringValue()
              + "/balance?webhook=false",
          balance);
    }

    applied(linked);

    PublishedFacts publishedFacts = sync.truthfulFacts(linked);
    assertThat(publishedFacts.accounts.values()).anyMatch(one -> one.getCurrency().equals("DOGE"));
    assertThat(publishedFacts.accounts.values())
        .filteredOn(one -> one.getType().equals("credit"))
        .isNotEmpty()
        .allSatisfy(one -> assertThat(one.getCurrent()).isEqualByComparingTo("12.5"));
  }

  @Test
  void signMatrix() {
    Linked cash = sync.quiet(PLATYPUS);
    Linked debts = sync.quiet(HOUNDSTOOTH);
    sync.bank.addQuietly(
        cash.itemId(),
        List.of(
            on("checking", "purchase", 12.5),
            on("checking", "refund", -3),
            on("checking", "payroll", -2_000),
            on("checking", "card payment", 150)));
    sync.bank.addQuietly(
        debts.itemId(),
        List.of(
            on("credit card", "card purchase", 20),
            on("credit card", "card refund", -7),
            on("credit card", "card is paid", -150),
            on("student", "instalment", -300),
            on("student", "interest", 11.11)));

    applied(cash);
    applied(debts);

    assertThat(amounts(cash))
        .isEqualTo(
            Map.of(
                "X purchase", "-12.5",
                "X refund", "3",
                "X payroll", "2000",
                "X card payment", "-150"));
    assertThat(amounts(debts))
        .isEqualTo(
            Map.of(
                "X card purchase", "-20",
                "X card refund", "7",
                "X card is paid", "150",
                "X instalment", "300",
                "X interest", "-11.11"));
    assertThat(sync.facts(debts).accounts.values())
        .hasSize(2)
        .allSatisfy(one -> assertThat(one.getCurrent()).as("owed").isNegative());
  }

  private Map<String, String> amounts(Linked linked) {
    return byName(linked).entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                said ->
                    said.getValue().getAmount().getAmount().stripTrailingZeros().toPlainString()));
  }

  @Test
  void decimalExactness() {
    Linked linked = sync.quiet(PLATYPUS);
    sync.bank.addQuietly(
        linked.itemId(),
        List.of(
            on("checking", "tenth", new BigDecimal("0.1")),
            on("checking", "fifth", new BigDecimal("0.2")),
            on("checking", "sum", new BigDecimal("0.3")),
            on("checking", "satoshi", new BigDecimal("0.00000001")),
            on("checking", "long", new BigDecimal("-123456789.0123456789"))));

    applied(linked);

    Map<String, ObservedTransaction> said = byName(linked);
    assertThat(
            said.get("X tenth")
                .getAmount()
                .getAmount()
                .add(said.get("X fifth").getAmount().getAmount()))
        .isEqualByComparingTo(said.get("X sum").getAmount().getAmount());
    amount(said.get("X satoshi"), "-0.00000001");
    amount(said.get("X long"), "123456789.0123456789");
  }

  @Test
  void dateEdge() {
    Linked linked = sync.quiet(PLATYPUS);
    Map<String, Object> late = on("checking", "fireworks", 4);
    late.put("date", "2025-12-31");
    late.put("fields", Map.of("datetime", "2026-01-01T04:30:00Z"));
    sync.bank.addQuietly(linked.itemId(), List.of(late));

    applied(linked);

    assertThat(byName(linked).get("X fireworks").getDate()).isEqualTo(LocalDate.of(2025, 12, 31));
  }
}
