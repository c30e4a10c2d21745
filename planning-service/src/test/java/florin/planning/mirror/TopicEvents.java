package florin.planning.mirror;

import florin.events.accounts.AccountOpened;
import florin.events.accounts.AccountRevised;
import florin.events.accounts.BalanceObserved;
import florin.events.accounts.ProviderAccount;
import florin.events.accounts.UserRevised;
import florin.events.money.MoneyAmount;
import florin.events.transactions.Categorised;
import florin.events.transactions.Corrected;
import florin.events.transactions.ManualEntry;
import florin.events.transactions.ProviderFact;
import florin.events.transactions.Recorded;
import florin.events.transactions.Revised;
import florin.events.transactions.RuleSetting;
import florin.events.transactions.RulesApplied;
import florin.events.transactions.Settled;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Events of the two topics, as short as a test wants them. */
final class TopicEvents {

  static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");
  static final LocalDate DAY = LocalDate.of(2026, 3, 1);

  private TopicEvents() {}

  static AccountOpened opened(UUID account, String name, String currency) {
    return AccountOpened.newBuilder()
        .setAccountId(account)
        .setProvider(provider(name, "depository"))
        .setName(name)
        .setType("depository")
        .setCurrency(currency)
        .setAt(AT)
        .build();
  }

  static UserRevised chosen(UUID user, String zone, @Nullable String buffer) {
    return new UserRevised(user, zone, "USD", buffer == null ? null : money(buffer), AT, false);
  }

  static AccountRevised revised(UUID account, String name, String type) {
    return AccountRevised.newBuilder()
        .setAccountId(account)
        .setProvider(provider(name, type))
        .setAt(AT)
        .build();
  }

  private static ProviderAccount provider(String name, String type) {
    return ProviderAccount.newBuilder()
        .setConnectionId(new UUID(1, 1))
        .setExternalId("external")
        .setName(name)
        .setType(type)
        .setProviderType(type)
        .build();
  }

  static BalanceObserved balance(
      UUID account, @Nullable String current, @Nullable String available, Instant observedAt) {
    return balance(account, "provider", current, available, observedAt);
  }

  static BalanceObserved balance(
      UUID account,
      String source,
      @Nullable String current,
      @Nullable String available,
      Instant observedAt) {
    return BalanceObserved.newBuilder()
        .setAccountId(account)
        .setCurrency("USD")
        .setCurrent(current == null ? null : decimal(current))
        .setAvailable(available == null ? null : decimal(available))
        .setSource(source)
        .setObservedAt(observedAt)
        .setAt(AT)
        .build();
  }

  static Recorded recorded(UUID transaction, UUID account, ProviderFact fact) {
    return Recorded.newBuilder()
        .setTransactionId(transaction)
        .setAccountId(account)
        .setFact(fact)
        .setAt(AT)
        .build();
  }

  static Recorded entered(UUID transaction, UUID account, String amount, String description) {
    return Recorded.newBuilder()
        .setTransactionId(transaction)
        .setAccountId(account)
        .setManual(new ManualEntry(money(amount), DAY, description))
        .setAt(AT)
        .build();
  }

  static Corrected corrected(UUID transaction, UUID account, String amount, String description) {
    return new Corrected(
        transaction, account, new ManualEntry(money(amount), DAY, description), AT);
  }

  static Settled settled(UUID transaction, UUID account, ProviderFact fact) {
    return Settled.newBuilder()
        .setTransactionId(transaction)
        .setAccountId(account)
        .setSupersededExternalId("pending")
        .setFact(fact)
        .setAt(AT)
        .build();
  }

  static Revised revised(UUID transaction, UUID account, ProviderFact fact) {
    return new Revised(transaction, account, fact, AT);
  }

  static RulesApplied categorisedByRule(UUID transaction, UUID account, @Nullable UUID category) {
    RuleSetting setting =
        new RuleSetting(
            "category", category == null ? null : category.toString(), UUID.randomUUID(), 1);
    return new RulesApplied(transaction, account, List.of(setting), List.of(), AT);
  }

  static Categorised categorised(UUID transaction, UUID account, @Nullable UUID category) {
    return Categorised.newBuilder()
        .setTransactionId(transaction)
        .setAccountId(account)
        .setCategoryId(category)
        .setAt(AT)
        .build();
  }

  static ProviderFact fact(String amount, String name, boolean pending) {
    return ProviderFact.newBuilder()
        .setConnectionId(new UUID(1, 1))
        .setExternalId("external")
        .setAmount(money(amount))
        .setDate(DAY)
        .setName(name)
        .setPending(pending)
        .setHash(ByteBuffer.wrap(new byte[] {1}))
        .build();
  }

  private static MoneyAmount money(String amount) {
    return new MoneyAmount(decimal(amount), "USD");
  }

  private static BigDecimal decimal(String amount) {
    return new BigDecimal(amount).setScale(10);
  }
}
