package florin.planning.mirror;

import static florin.planning.mirror.TopicEvents.AT;
import static florin.planning.mirror.TopicEvents.balance;
import static florin.planning.mirror.TopicEvents.categorised;
import static florin.planning.mirror.TopicEvents.chosen;
import static florin.planning.mirror.TopicEvents.corrected;
import static florin.planning.mirror.TopicEvents.entered;
import static florin.planning.mirror.TopicEvents.fact;
import static florin.planning.mirror.TopicEvents.opened;
import static florin.planning.mirror.TopicEvents.recorded;
import static florin.planning.mirror.TopicEvents.revised;
import static florin.planning.mirror.TopicEvents.settled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.events.Topic;
import florin.events.accounts.AccountClosed;
import florin.events.accounts.AccountHidden;
import florin.events.accounts.AccountRenamed;
import florin.events.accounts.AccountReopened;
import florin.events.accounts.AccountShown;
import florin.events.accounts.UserRegistered;
import florin.events.transactions.Noted;
import florin.events.transactions.Released;
import florin.events.transactions.Removed;
import florin.events.transactions.Restored;
import florin.journal.stream.Actor;
import florin.journal.stream.Ids;
import florin.journal.stream.StreamId;
import florin.planning.PlanningPlatform;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class MirrorIT extends PlanningPlatform {

  private static final Duration SOON = Duration.ofSeconds(30);

  private final UUID user = Ids.next();
  private final UUID account = Ids.next();
  private final UUID transaction = Ids.next();

  private void tell(UUID of, SpecificRecord... events) {
    for (SpecificRecord event : events) {
      boolean ofAccounts = event.getClass().getPackageName().equals("florin.events.accounts");
      platform.publish(
          ofAccounts ? Topic.ACCOUNTS_EVENTS : Topic.TRANSACTIONS_EVENTS,
          new StreamId(
              of, ofAccounts ? "account" : "transaction", ofAccounts ? account : transaction),
          Actor.PROVIDER,
          event);
    }
  }

  static List<Map<String, Object>> rows(String table, UUID user) {
    return platform.query(
        "select * from mirror." + table + " where user_id = '" + user + "' order by 1, 2");
  }

  private Map<String, Object> row(String table) {
    return rows(table, user).getFirst();
  }

  private void until(String table, String column, Object value) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(rows(table, user))
                    .singleElement()
                    .satisfies(row -> assertThat(row.get(column)).isEqualTo(value)));
  }

  @Test
  void accountsFollowTheirOwner() {
    tell(
        user, new UserRegistered(user, "Europe/Berlin", "EUR", AT), opened(account, "Giro", "EUR"));
    until("account", "bank_name", "Giro");
    assertThat(row("account"))
        .containsEntry("account_id", account)
        .containsEntry("own_name", null)
        .containsEntry("type", "depository")
        .containsEntry("currency", "EUR")
        .containsEntry("hidden", false)
        .containsEntry("closed", false);

    tell(
        user,
        revised(account, "Giro plus", "credit"),
        new AccountRenamed(account, "Mine", AT),
        new AccountHidden(account, AT),
        new AccountClosed(account, "user", AT, null));
    until("account", "closed", true);
    assertThat(row("account"))
        .containsEntry("bank_name", "Giro plus")
        .containsEntry("own_name", "Mine")
        .containsEntry("type", "credit")
        .containsEntry("hidden", true);

    tell(
        user,
        new AccountRenamed(account, null, AT),
        new AccountShown(account, AT),
        new AccountReopened(account, "user", AT));
    until("account", "closed", false);
    assertThat(row("account")).containsEntry("own_name", null).containsEntry("hidden", false);
  }

  @Test
  void aBalanceIsTheLatestObservedWhateverComesLast() {
    Instant noon = Instant.parse("2026-07-01T12:00:00.123Z");
    tell(user, balance(account, "-12.34", "100", noon));
    until("balance", "current_amount", new BigDecimal("-12.3400000000"));
    tell(user, balance(account, "7", null, noon.minusSeconds(60)));
    tell(user, balance(account, "8.5", null, noon.plusMillis(1)));
    until("balance", "current_amount", new BigDecimal("8.5000000000"));
    assertThat(row("balance"))
        .containsEntry("available_amount", null)
        .containsEntry("credit_limit", null)
        .containsEntry("currency", "USD")
        .containsEntry("source", "provider");
    assertThat(
            platform.query(
                "select observed_at = '2026-07-01T12:00:00.124Z' as same from mirror.balance"
                    + " where user_id = '"
                    + user
                    + "'"))
        .containsExactly(Map.of("same", true));
  }

  @Test
  void aBalanceOfTheBankGoesBeforeOneEnteredByHand() {
    tell(user, balance(account, "opening", "1", null, AT));
    tell(user, balance(account, "manual", "2", null, AT.plusSeconds(1)));
    until("balance", "current_amount", new BigDecimal("2.0000000000"));
    tell(user, balance(account, "3", null, AT));
    until("balance", "current_amount", new BigDecimal("3.0000000000"));
    tell(user, balance(account, "manual", "4", null, AT.plusSeconds(2)));
    tell(user, new AccountHidden(account, AT), balance(account, "5", null, AT.plusSeconds(1)));
    until("balance", "current_amount", new BigDecimal("5.0000000000"));
  }

  @Test
  void theChoicesOfAUserFollow() {
    tell(user, new UserRegistered(user, "Europe/Berlin", "EUR", AT));
    until("settings", "time_zone", "Europe/Berlin");
    assertThat(row("settings"))
        .containsEntry("base_currency", "EUR")
        .containsEntry("buffer_amount", null)
        .containsEntry("buffer_currency", null);
    tell(user, chosen(user, "Pacific/Kiritimati", "250"));
    until("settings", "time_zone", "Pacific/Kiritimati");
    assertThat(row("settings"))
        .containsEntry("buffer_amount", new BigDecimal("250.0000000000"))
        .containsEntry("buffer_currency", "USD");
    tell(user, chosen(user, "Pacific/Kiritimati", null));
    until("settings", "buffer_amount", null);
  }

  @Test
  void transactionsFollowBankAndUser() {
    UUID food = Ids.next();
    tell(user, recorded(transaction, account, fact("-4.20", "COFFEE PENDING", true)));
    until("transaction", "pending", true);
    assertThat(row("transaction"))
        .containsEntry("transaction_id", transaction)
        .containsEntry("account_id", account)
        .containsEntry("amount", new BigDecimal("-4.2000000000"))
        .containsEntry("currency", "USD")
        .containsEntry("date", java.sql.Date.valueOf("2026-03-01"))
        .containsEntry("description", "COFFEE PENDING")
        .containsEntry("removed", false);

    tell(
        user,
        categorised(transaction, account, food),
        settled(transaction, account, fact("-4.50", "COFFEE", false)),
        new Noted(transaction, account, "with Ada", AT, "note"));
    until("transaction", "pending", false);
    until("category_choice", "category_id", food);
    assertThat(row("transaction"))
        .containsEntry("amount", new BigDecimal("-4.5000000000"))
        .containsEntry("description", "COFFEE");

    tell(user, revised(transaction, account, fact("-4.60", "COFFEE HOUSE", false)));
    tell(user, new Removed(transaction, account, "provider", null, AT));
    tell(user, categorised(transaction, account, null));
    until("transaction", "removed", true);
    until("category_choice", "category_id", null);
    tell(user, new Released(transaction, account, "category", AT));
    await().atMost(SOON).untilAsserted(() -> assertThat(rows("category_choice", user)).isEmpty());
    assertThat(row("transaction")).containsEntry("description", "COFFEE HOUSE");

    tell(user, new Restored(transaction, account, "user", AT));
    until("transaction", "removed", false);
  }

  @Test
  void aTransactionEnteredByHandIsMirroredToo() {
    tell(user, entered(transaction, account, "-20", "Market"));
    until("transaction", "description", "Market");
    assertThat(row("transaction"))
        .containsEntry("amount", new BigDecimal("-20.0000000000"))
        .containsEntry("pending", false);
    tell(user, corrected(transaction, account, "-25", "Market"));
    until("transaction", "amount", new BigDecimal("-25.0000000000"));
  }
}
