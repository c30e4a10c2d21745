package florin.planning.mirror;

import static florin.planning.mirror.TopicEvents.AT;
import static florin.planning.mirror.TopicEvents.balance;
import static florin.planning.mirror.TopicEvents.categorised;
import static florin.planning.mirror.TopicEvents.chosen;
import static florin.planning.mirror.TopicEvents.fact;
import static florin.planning.mirror.TopicEvents.opened;
import static florin.planning.mirror.TopicEvents.recorded;
import static florin.planning.mirror.TopicEvents.revised;
import static org.assertj.core.api.Assertions.assertThat;

import florin.events.accounts.AccountClassified;
import florin.events.accounts.AccountClosed;
import florin.events.accounts.AccountHidden;
import florin.events.accounts.AccountRenamed;
import florin.events.accounts.AccountReopened;
import florin.events.accounts.AccountShown;
import florin.events.accounts.UserRegistered;
import florin.events.transactions.CategoryArchived;
import florin.events.transactions.CategoryCreated;
import florin.events.transactions.CategoryMerged;
import florin.events.transactions.CategoryRenamed;
import florin.events.transactions.CategoryUnarchived;
import florin.events.transactions.CategoryUnmerged;
import florin.events.transactions.Removed;
import florin.events.transactions.Restored;
import florin.journal.Commands;
import florin.journal.database.Sessions;
import florin.journal.inbox.InboundEvent;
import florin.journal.inbox.Inbox;
import florin.journal.stream.Actor;
import florin.journal.stream.Ids;
import florin.journal.stream.StreamId;
import florin.journal.test.SeededRuns;
import florin.planning.PlanningPlatform;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import reactor.core.publisher.Mono;

/** Batches of any size, and events that come again, straight into the inboxes. */
class BatchesIT extends PlanningPlatform {

  private static final List<String> TABLES =
      List.of(
          "account",
          "balance",
          "settings",
          "account_subtype",
          "transaction",
          "category_choice",
          "category_rule",
          "category");

  private static final Duration SOON = Duration.ofSeconds(30);

  @Autowired private Commands commands;
  @Autowired private AccountsFacts accounts;
  @Autowired private TransactionsFacts transactions;

  @Autowired
  @Qualifier("workerSessions")
  private Sessions sessions;

  private final UUID account = Ids.next();

  private final List<UUID> users = List.of(Ids.next(), Ids.next());
  private final List<UUID> accountIds = List.of(Ids.next(), Ids.next(), Ids.next());
  private final List<UUID> transactionIds = List.of(Ids.next(), Ids.next(), Ids.next());

  @Test
  void ofAnySizeLeaveTheSameRows() {
    SeededRuns.forEachSeed(
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
            inbound(users.getFirst(), categorised(id, account, null)),
            inbound(users.getFirst(), new CategoryCreated(id, "Food", null, AT)),
            inbound(users.getFirst(), new CategoryRenamed(id, "Meals", AT)),
            inbound(users.getFirst(), new CategoryMerged(id, account, AT)));
    apply(events);
    List<Map<String, Object>> written = versions();
    apply(events);
    assertThat(versions()).isEqualTo(written).hasSize(7);
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
          id -> {
            events.add(inbound(owner, recorded(id, account, fact("-1", "Shop", true))));
            events.add(inbound(owner, new CategoryCreated(id, "Food", null, AT)));
          });
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
        switch (random.nextInt(24)) {
          case 17 -> new AccountClassified(ofAccount, "loan", flag ? "auto" : null, AT);
          case 18 -> new CategoryRenamed(id, "Food " + random.nextInt(5), AT);
          case 19 -> new CategoryArchived(id, AT);
          case 20 -> new CategoryUnarchived(id, AT);
          case 21, 22 -> new CategoryMerged(id, pick(random, transactionIds), AT);
          case 23 -> new CategoryUnmerged(id, AT);
          case 15 -> new UserRegistered(owner, "Europe/Berlin", "EUR", AT);
          case 16 -> chosen(owner, "Asia/Tokyo", flag ? amount.substring(1) : null);
          case 0, 1 -> opened(ofAccount, "Bank " + random.nextInt(5), "USD");
          case 2 -> revised(ofAccount, "Bank " + random.nextInt(5), flag ? "credit" : "loan");
          case 3 -> new AccountRenamed(ofAccount, flag ? "Mine " + random.nextInt(5) : null, AT);
          case 4 -> new AccountHidden(ofAccount, AT);
          case 5 -> new AccountShown(ofAccount, AT);
          case 6 -> new AccountClosed(ofAccount, "user", AT, null);
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
          .transaction(
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
        .flatMap(owner -> TABLES.stream().flatMap(table -> MirrorIT.rows(table, owner).stream()))
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
