package florin.accounts;

import florin.events.money.MoneyAmount;
import florin.events.providersync.HoldingsObserved;
import florin.events.providersync.InvestmentTransactionsObserved;
import florin.events.providersync.ObservedAccount;
import florin.events.providersync.ObservedHolding;
import florin.events.providersync.ObservedInvestmentTransaction;
import florin.events.providersync.ObservedSecurity;
import florin.events.providersync.RemovedInvestmentTransaction;
import florin.journal.stream.Ids;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An investment account as a connection tells of it. */
final class InvestmentFixture {

  private final RunningAccounts.Bank bank;
  private final UUID account;

  InvestmentFixture(RunningAccounts.Bank bank, UUID account) {
    this.bank = bank;
    this.account = account;
  }

  /** As its bank lists it. */
  ObservedAccount account() {
    ObservedAccount listed = RunningAccounts.checking(account, "42318.77");
    listed.setName("Brokerage");
    listed.setType("investment");
    listed.setProviderType("investment");
    listed.setProviderSubtype("brokerage");
    return listed;
  }

  private static ObservedSecurity security(String id, String name) {
    return ObservedSecurity.newBuilder()
        .setExternalId(id)
        .setName(name)
        .setTicker(id.toUpperCase(java.util.Locale.ROOT))
        .setType("etf")
        .setProviderType("etf")
        .setCashEquivalent(false)
        .setCurrency("USD")
        .build();
  }

  ObservedHolding holding(String security, String quantity, String value, @Nullable String cost) {
    return ObservedHolding.newBuilder()
        .setAccountId(account)
        .setSecurityExternalId(security)
        .setQuantity(exact(quantity))
        .setPrice(exact("1.5"))
        .setPriceAsOf(LocalDate.of(2026, 2, 28))
        .setValue(exact(value))
        .setCostBasis(cost == null ? null : exact(cost))
        .setCurrency("USD")
        .build();
  }

  private static BigDecimal exact(String value) {
    return new BigDecimal(value).setScale(18);
  }

  HoldingsObserved chunk(
      UUID run, int index, boolean last, String at, List<ObservedHolding> holdings) {
    return HoldingsObserved.newBuilder()
        .setConnectionId(bank.id)
        .setRun(run)
        .setProvider("plaid")
        .setIndex(index)
        .setLast(last)
        .setAccountIds(List.of(account))
        .setSecurities(
            index == 0 ? List.of(security("vti", "Total Market"), security("qq", "Q")) : List.of())
        .setHoldings(holdings)
        .setAt(Instant.parse(at))
        .build();
  }

  /** All that there is. */
  void holds(String at, ObservedHolding... holdings) {
    bank.says(chunk(Ids.next(), 0, true, at, List.of(holdings)));
  }

  ObservedInvestmentTransaction trade(
      String id, String date, String amount, @Nullable String fees) {
    return ObservedInvestmentTransaction.newBuilder()
        .setExternalId(id)
        .setAccountId(account)
        .setSecurityExternalId("vti")
        .setDate(LocalDate.parse(date))
        .setName("Trade " + id)
        .setQuantity(exact("0.000000000000000001"))
        .setPrice(exact("1.5"))
        .setAmount(new MoneyAmount(new BigDecimal(amount).setScale(10), "USD"))
        .setFees(fees == null ? null : new BigDecimal(fees).setScale(10))
        .setType("buy")
        .setProviderType("buy")
        .setProviderSubtype("contribution")
        .build();
  }

  void trades(List<ObservedInvestmentTransaction> observed, String... removed) {
    bank.says(
        InvestmentTransactionsObserved.newBuilder()
            .setConnectionId(bank.id)
            .setRun(Ids.next())
            .setProvider("plaid")
            .setIndex(0)
            .setLast(true)
            .setSecurities(List.of())
            .setObserved(observed)
            .setRemoved(
                List.of(removed).stream()
                    .map(id -> new RemovedInvestmentTransaction(id, account))
                    .toList())
            .setAt(Instant.parse(RunningAccounts.TIME))
            .build());
  }
}
