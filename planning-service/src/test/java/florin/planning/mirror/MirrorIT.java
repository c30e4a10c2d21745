package florin.planning.mirror;

import static florin.planning.mirror.Facts.AT;
import static florin.planning.mirror.Facts.balance;
import static florin.planning.mirror.Facts.categorised;
import static florin.planning.mirror.Facts.chosen;
import static florin.planning.mirror.Facts.corrected;
import static florin.planning.mirror.Facts.entered;
import static florin.planning.mirror.Facts.fact;
import static florin.planning.mirror.Facts.opened;
import static florin.planning.mirror.Facts.recorded;
import static florin.planning.mirror.Facts.revised;
import static florin.planning.mirror.Facts.settled;
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
import florin.journal.Actor;
import florin.journal.Commands;
import florin.journal.Ids;
import florin.journal.Sessions;
import florin.journal.StreamId;
import florin.journal.inbox.InboundEvent;
import florin.journal.inbox.Inbox;
import florin.journal.test.Seeded;
import florin.planning.PlanningPlatform;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import reactor.core.publisher.Mono;

class MirrorIT extends PlanningPlatform {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final List<String> TABLES =
      List.of("account", "balance", "settings", "transaction", "category_choice");

  @Autowired private Commands commands;
  @Autowired private AccountsFacts accounts;
  @Autowired private TransactionsFacts transactions;

  @Autowired
  @Qualifier("workerSessions")
  private Sessions sessions;

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

  private static List<Map<String, Object>> rows(String table, UUID user) {
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

  @Nested
  class OverKafka {

    @Test
    void accountsFollowTheirOwner() {
      tell(
          user,
          new UserRegistered(user, "Europe/Berlin", "EUR", AT),
          opened(account, "Giro", "EUR"));
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
          new AccountClosed(account, "user", AT));
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
          new Noted(transaction, account, "with Ada", AT));
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

  @Nested
  class Batches {

    private final List<UUID> users = List.of(Ids.next(), Ids.next());
    private final List<UUID> accountIds = List.of(Ids.next(), Ids.next(), Ids.next());
    private final List<UUID> transactionIds = List.of(Ids.next(), Ids.next(), Ids.next());

    @Test
    void ofAnySizeLeaveTheSameRows() {
      Seeded.runs(
          10,
          random -> {
            platform.execute("delete from mirror.users where user_id in " + in(users));
            know(users);
            List<InboundEvent> events = new ArrayList<>(beginnings());
            for (int i = 0; i < 60; i++) {
              events.add(event(random));
            }
            events.forEach(event -> apply(List.of(event)));
            List<Map<String, Object>> oneByOne = everything();

            platform.execute("delete from mirror.users where user_id in " + in(users));
            know(users);
            List<InboundEvent> rest = new ArrayList<>(events);
            while (!rest.isEmpty()) {
              List<InboundEvent> batch = rest.subList(0, 1 + random.nextInt(rest.size()));
              apply(List.copyOf(batch));
              batch.clear();
            }

            assertThat(everything()).isEqualTo(oneByOne).isNotEmpty();
          });
    }

    @Test
    void thatComeAgainRewriteNoRow() {
      know(users);
      UUID id = transactionIds.getFirst();
      List<InboundEvent> events =
          List.of(
              inbound(users.getFirst(), opened(accountIds.getFirst(), "Giro", "EUR")),
              inbound(users.getFirst(), new AccountHidden(accountIds.getFirst(), AT)),
              inbound(users.getFirst(), balance(accountIds.getFirst(), "1", null, AT)),
              inbound(users.getFirst(), chosen(users.getFirst(), "Asia/Tokyo", "250")),
              inbound(users.getFirst(), recorded(id, account, fact("-1", "a", false))),
              inbound(users.getFirst(), new Removed(id, account, "user", null, AT)),
              inbound(users.getFirst(), categorised(id, account, null)));
      apply(events);
      List<Map<String, Object>> written = versions();
      apply(events);
      assertThat(versions()).isEqualTo(written).hasSize(5);
    }

    private void know(List<UUID> ids) {
      for (UUID id : ids) {
        platform.execute(
            "insert into mirror.users values ('" + id + "', now()) on conflict do nothing");
      }
    }

    /** What every stream begins with. */
    private List<InboundEvent> beginnings() {
      List<InboundEvent> events = new ArrayList<>();
      for (UUID owner : users) {
        accountIds.forEach(id -> events.add(inbound(owner, opened(id, "Bank", "USD"))));
        transactionIds.forEach(
            id -> events.add(inbound(owner, recorded(id, account, fact("-1", "Shop", true)))));
      }
      return events;
    }

    private InboundEvent event(Random random) {
      UUID owner = pick(random, users);
      UUID ofAccount = pick(random, accountIds);
      UUID id = pick(random, transactionIds);
      String amount = "-" + random.nextInt(100) + "." + random.nextInt(10);
      boolean flag = random.nextBoolean();
      return inbound(
          owner,
          switch (random.nextInt(17)) {
            case 15 -> new UserRegistered(owner, "Europe/Berlin", "EUR", AT);
            case 16 -> chosen(owner, "Asia/Tokyo", flag ? amount.substring(1) : null);
            case 0, 1 -> opened(ofAccount, "Bank " + random.nextInt(5), "USD");
            case 2 -> revised(ofAccount, "Bank " + random.nextInt(5), flag ? "credit" : "loan");
            case 3 -> new AccountRenamed(ofAccount, flag ? "Mine " + random.nextInt(5) : null, AT);
            case 4 -> new AccountHidden(ofAccount, AT);
            case 5 -> new AccountShown(ofAccount, AT);
            case 6 -> new AccountClosed(ofAccount, "user", AT);
            case 7 -> new AccountReopened(ofAccount, "user", AT);
            case 8 -> {
              String source = random.nextBoolean() ? "provider" : "manual";
              Instant seen = AT.plusSeconds(random.nextInt(5));
              yield balance(ofAccount, source, amount, flag ? amount : null, seen);
            }
            case 9, 10 -> recorded(id, ofAccount, fact(amount, "Shop " + random.nextInt(5), flag));
            case 11 -> revised(id, ofAccount, fact(amount, "Shop " + random.nextInt(5), false));
            case 12 -> new Removed(id, ofAccount, "provider", null, AT);
            case 13 -> new Restored(id, ofAccount, "user", AT);
            default -> categorised(id, ofAccount, flag ? ofAccount : null);
          });
    }

    private static <T> T pick(Random random, List<T> from) {
      return from.get(random.nextInt(from.size()));
    }

    private InboundEvent inbound(UUID owner, SpecificRecord event) {
      return new InboundEvent(
          1,
          0,
          Ids.next(),
          new StreamId(owner, "any", Ids.next()),
          1,
          Ids.next(),
          Actor.PROVIDER,
          AT,
          event);
    }

    private void apply(List<InboundEvent> events) {
      for (Inbox inbox : List.of(accounts, transactions)) {
        String topic = inbox.topic().topicName();
        List<InboundEvent> mine =
            events.stream()
                .filter(
                    e ->
                        topic.startsWith(
                            e.event().getClass().getPackageName().replace("florin.events.", "")
                                + "."))
                .toList();
        sessions
            .in(
                "begin; set local search_path to mirror",
                session ->
                    commands
                        .work(session, unit -> inbox.apply(unit, mine).thenReturn(true))
                        .then(Mono.just(true)))
            .block(SOON);
      }
    }

    private List<Map<String, Object>> everything() {
      return users.stream()
          .flatMap(owner -> TABLES.stream().flatMap(table -> rows(table, owner).stream()))
          .toList();
    }

    private List<Map<String, Object>> versions() {
      return TABLES.stream()
          .flatMap(
              table ->
                  platform
                      .query(
                          "select '"
                              + table
                              + "', xmin::text, ctid::text from mirror."
                              + table
                              + " where user_id in "
                              + in(users)
                              + " order by user_id")
                      .stream())
          .toList();
    }

    private static String in(List<UUID> ids) {
      return ids.stream()
          .map(id -> "'" + id + "'")
          .collect(java.util.stream.Collectors.joining(", ", "(", ")"));
    }
  }
}
