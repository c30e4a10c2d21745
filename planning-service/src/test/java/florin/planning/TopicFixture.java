package florin.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.events.Topic;
import florin.events.accounts.AccountOpened;
import florin.events.accounts.BalanceObserved;
import florin.events.accounts.LiabilityEnded;
import florin.events.accounts.LiabilityObserved;
import florin.events.accounts.UserRevised;
import florin.events.money.MoneyAmount;
import florin.events.transactions.ManualEntry;
import florin.events.transactions.OccurrencesLinked;
import florin.events.transactions.ProviderFact;
import florin.events.transactions.Recorded;
import florin.events.transactions.SeriesAmount;
import florin.events.transactions.SeriesCreated;
import florin.events.transactions.SeriesOccurrence;
import florin.events.transactions.SeriesRule;
import florin.events.transactions.TransferMatched;
import florin.journal.stream.Actor;
import florin.journal.stream.Ids;
import florin.journal.stream.StreamId;
import florin.journal.test.TestPlatform;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** What the other services tell of one user, over Kafka as they would. */
public final class TopicFixture {

  private static final Duration SOON = Duration.ofSeconds(30);

  private final TestPlatform platform;
  private final UUID user;
  private Instant clock = Instant.parse("2026-01-01T00:00:00Z");

  TopicFixture(TestPlatform platform, String subject) {
    this.platform = platform;
    this.user = TestPlatform.user(subject);
  }

  public UUID account(String name, String type, String currency) {
    return account(name, type, null, currency);
  }

  public UUID account(String name, String type, @Nullable String subtype, String currency) {
    UUID account = Ids.next();
    accounts(
        account,
        AccountOpened.newBuilder()
            .setAccountId(account)
            .setName(name)
            .setType(type)
            .setSubtype(subtype)
            .setCurrency(currency)
            .setAt(tick())
            .build());
    return account;
  }

  /** As the bank has it. */
  public void balance(UUID account, @Nullable String current, @Nullable String available) {
    balance(account, "USD", "provider", current, available, tick());
  }

  public void balance(
      UUID account,
      String currency,
      String source,
      @Nullable String current,
      @Nullable String available,
      Instant observedAt) {
    accounts(
        account,
        BalanceObserved.newBuilder()
            .setAccountId(account)
            .setCurrency(currency)
            .setCurrent(current == null ? null : decimal(current))
            .setAvailable(available == null ? null : decimal(available))
            .setSource(source)
            .setObservedAt(observedAt)
            .setAt(tick())
            .build());
  }

  public void choices(String zone, String base, @Nullable String buffer) {
    choices(zone, base, buffer, false);
  }

  public void choices(String zone, String base, @Nullable String buffer, boolean spendFromSavings) {
    accounts(
        user,
        new UserRevised(
            user, zone, base, buffer == null ? null : money(buffer), tick(), spendFromSavings));
  }

  /** By hand. */
  public UUID entered(UUID account, LocalDate date, String amount, String description) {
    UUID transaction = Ids.next();
    transactions(
        transaction,
        Recorded.newBuilder()
            .setTransactionId(transaction)
            .setAccountId(account)
            .setManual(new ManualEntry(money(amount), date, description))
            .setAt(tick())
            .build());
    return transaction;
  }

  /** By the bank. */
  public UUID booked(
      UUID account, LocalDate date, String amount, @Nullable String category, boolean pending) {
    UUID transaction = Ids.next();
    ProviderFact fact =
        ProviderFact.newBuilder()
            .setConnectionId(new UUID(1, 1))
            .setExternalId(transaction.toString())
            .setAmount(money(amount))
            .setDate(date)
            .setName("Booking")
            .setPending(pending)
            .setCategoryDetailed(category)
            .setHash(ByteBuffer.wrap(new byte[] {1}))
            .build();
    transactions(
        transaction,
        Recorded.newBuilder()
            .setTransactionId(transaction)
            .setAccountId(account)
            .setFact(fact)
            .setAt(tick())
            .build());
    return transaction;
  }

  /** A recurring series without occurrences. */
  public UUID series(UUID account, String cadence, LocalDate anchor, String amount) {
    UUID series = Ids.next();
    transactions(
        series,
        new SeriesCreated(
            series,
            account,
            "payee",
            "Payee",
            new SeriesRule(cadence, anchor, anchor.getDayOfMonth(), anchor.getDayOfMonth(), "none"),
            new SeriesAmount(money(amount), money(amount), money(amount), true),
            tick()));
    return series;
  }

  public void linked(UUID series, UUID transaction, LocalDate date, String amount) {
    transactions(
        series,
        new OccurrencesLinked(
            series, List.of(new SeriesOccurrence(transaction, date, money(amount))), tick()));
  }

  /** A debt of an account, as its bank reports it. */
  public void debt(UUID account, String minimumPayment, LocalDate due) {
    accounts(
        account,
        LiabilityObserved.newBuilder()
            .setAccountId(account)
            .setKind("credit")
            .setCurrency("USD")
            .setAprs(List.of())
            .setMinimumPayment(decimal(minimumPayment))
            .setNextPaymentDueDate(due)
            .setLastStatementDate(due.minusDays(25))
            .setAt(tick())
            .build());
  }

  /** The bank reports the debt no more. */
  public void ended(UUID account) {
    accounts(account, new LiabilityEnded(account, tick()));
  }

  /** Two transactions that are one transfer. */
  public void transfer(UUID outgoing, UUID incoming) {
    UUID transfer = Ids.next();
    transactions(
        transfer,
        TransferMatched.newBuilder()
            .setTransferId(transfer)
            .setOutgoingId(outgoing)
            .setIncomingId(incoming)
            .setSource("user")
            .setScore(100)
            .setDaysApart(0)
            .setReasons(List.of())
            .setAt(tick())
            .build());
  }

  public void accounts(UUID stream, SpecificRecord event) {
    String type = stream.equals(user) ? "user" : "account";
    platform.publish(
        Topic.ACCOUNTS_EVENTS, new StreamId(user, type, stream), Actor.PROVIDER, event);
  }

  public void transactions(UUID stream, SpecificRecord event) {
    platform.publish(
        Topic.TRANSACTIONS_EVENTS,
        new StreamId(user, "transaction", stream),
        Actor.PROVIDER,
        event);
  }

  /** Waits until planning has applied everything that was told of the user: a last word of each. */
  public void arrived() {
    UUID account = account("Marker", "other", "USD");
    UUID transaction = entered(account, LocalDate.of(2000, 1, 1), "1", "Marker");
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertThat(count("account", "account_id", account)).isOne();
              assertThat(count("transaction", "transaction_id", transaction)).isOne();
            });
  }

  private long count(String table, String column, UUID id) {
    return platform.count(
        "select count(*) from mirror." + table + " where " + column + " = '" + id + "'");
  }

  private Instant tick() {
    clock = clock.plusSeconds(1);
    return clock;
  }

  private static MoneyAmount money(String amount) {
    return new MoneyAmount(decimal(amount), "USD");
  }

  private static BigDecimal decimal(String amount) {
    return new BigDecimal(amount).setScale(10);
  }
}
