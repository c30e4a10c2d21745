package florin.accounts;

import static florin.accounts.BookedTransactionFacts.entered;
import static florin.accounts.BookedTransactionFacts.pending;
import static florin.accounts.BookedTransactionFacts.recorded;
import static florin.accounts.BookedTransactionFacts.removed;
import static florin.accounts.BookedTransactionFacts.restored;
import static florin.accounts.BookedTransactionFacts.revised;
import static florin.accounts.BookedTransactionFacts.settled;
import static org.assertj.core.api.Assertions.assertThat;

import florin.events.Topic;
import florin.events.transactions.Noted;
import florin.journal.stream.Actor;
import florin.journal.stream.Ids;
import florin.journal.stream.StreamId;
import florin.journal.test.SeededRuns;
import florin.journal.test.TestPlatform;
import florin.journal.test.TestScale;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** What this service keeps of transactions. */
class TransactionMirrorIT extends RunningAccounts {

  private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

  private final String user = someone("mirror");
  private final UUID account = Ids.next();
  private final UUID transaction = Ids.next();

  private static List<Map<String, Object>> totals(String subject, String columns) {
    return platform.query(
        "select "
            + columns
            + " from mirror.day_total where user_id = '"
            + TestPlatform.user(subject)
            + "' and transactions > 0 order by account_id, currency, date");
  }

  @Test
  void followsTheTopic() {
    for (SpecificRecord event :
        List.of(
            pending(transaction, account, DAY, "-4.20", "USD"),
            settled(transaction, account, DAY.plusDays(1), "-4.50", "USD"),
            new Noted(transaction, account, "with Ada", Instant.parse(TIME), "note"),
            entered(Ids.next(), account, DAY.plusDays(1), "1", "USD"))) {
      platform.publish(
          Topic.TRANSACTIONS_EVENTS,
          new StreamId(TestPlatform.user(user), "transaction", transaction),
          Actor.PROVIDER,
          event);
    }
    soon(
        () ->
            assertThat(totals(user, "date::text, trim_scale(amount)::text as amount, transactions"))
                .containsExactly(
                    Map.of("date", "2026-03-02", "amount", "-3.5", "transactions", 2)));
  }

  @Test
  void writesNothingWhenTheSameComesAgain() {
    SpecificRecord[] facts = {
      recorded(transaction, account, DAY, "-1", "USD"),
      removed(Ids.next(), account),
      pending(Ids.next(), account, DAY, "-2", "USD")
    };
    tell(user, facts);
    List<Map<String, Object>> before = versions();
    tell(user, facts);
    assertThat(versions()).isEqualTo(before).hasSize(3);
  }

  private List<Map<String, Object>> versions() {
    return Stream.of("transaction", "day_total")
        .flatMap(
            table ->
                platform
                    .query(
                        "select xmin::text, ctid::text from mirror."
                            + table
                            + " where user_id = '"
                            + TestPlatform.user(user)
                            + "' order by 2")
                    .stream())
        .toList();
  }

  @Test
  void isTheSameInBatchesOfAnySize() {
    SeededRuns.forEachSeed(TestScale.of(8, 200), this::batches);
  }

  private void batches(Random random) {
    List<UUID> accounts = List.of(Ids.next(), Ids.next());
    List<UUID> transactions = Stream.generate(Ids::next).limit(5).toList();
    // Every stream begins with what its transaction is.
    List<SpecificRecord> facts =
        Stream.concat(
                transactions.stream().map(id -> pending(id, accounts.getFirst(), DAY, "-1", "USD")),
                Stream.generate(() -> some(random, accounts, transactions)).limit(40))
            .toList();
    String alone = someone("alone");
    facts.forEach(fact -> tell(alone, fact));
    String together = someone("together");
    List<SpecificRecord> rest = new ArrayList<>(facts);
    while (!rest.isEmpty()) {
      List<SpecificRecord> batch = rest.subList(0, 1 + random.nextInt(rest.size()));
      tell(together, batch.toArray(SpecificRecord[]::new));
      batch.clear();
    }
    String columns = "account_id, currency, date, amount, transactions";
    assertThat(totals(together, columns)).isEqualTo(totals(alone, columns));
    assertThat(totals(together, columns)).isEqualTo(counted(together));
  }

  /** The sums as they are without keeping any. */
  private static List<Map<String, Object>> counted(String subject) {
    return platform.query(
        "select account_id, currency, date, sum(amount) as amount, count(*)::int as transactions"
            + " from mirror.transaction where user_id = '"
            + TestPlatform.user(subject)
            + "' and not pending and not removed group by 1, 2, 3 order by 1, 2, 3");
  }

  static SpecificRecord some(Random random, List<UUID> accounts, List<UUID> transactions) {
    UUID account = accounts.get(random.nextInt(accounts.size()));
    UUID transaction = transactions.get(random.nextInt(transactions.size()));
    LocalDate date = DAY.plusDays(random.nextInt(4));
    String amount = BigDecimal.valueOf(random.nextInt(2_000) - 1_000, 2).toPlainString();
    String currency = random.nextInt(4) == 0 ? "EUR" : "USD";
    return switch (random.nextInt(6)) {
      case 0 -> pending(transaction, account, date, amount, currency);
      case 1 -> settled(transaction, account, date, amount, currency);
      case 2 -> revised(transaction, account, date, amount, currency);
      case 3 -> removed(transaction, account);
      case 4 -> restored(transaction, account);
      default -> recorded(transaction, account, date, amount, currency);
    };
  }
}
