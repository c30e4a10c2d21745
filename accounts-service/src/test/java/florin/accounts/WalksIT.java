package florin.accounts;

import static florin.accounts.account.AccountCodec.ACCOUNTS;
import static org.assertj.core.api.Assertions.assertThat;

import florin.accounts.account.Account;
import florin.accounts.account.AccountCodec;
import florin.accounts.account.AccountEvent;
import florin.accounts.account.AccountStates;
import florin.accounts.account.value.BalanceObservation;
import florin.events.AvroEvents;
import florin.events.providersync.ObservedAccount;
import florin.journal.Journal;
import florin.journal.database.DatabaseReads;
import florin.journal.stream.Ids;
import florin.journal.stream.StreamId;
import florin.journal.test.SeededRuns;
import florin.journal.test.TestPlatform;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Random banks and random users: whatever they do, the views are the fold of the journal. */
class WalksIT extends RunningAccounts {

  private static final Instant START = Instant.parse("2026-03-01T22:00:00Z");
  private static final int STEPS = 40;
  private static final UUID ONE = Ids.next();
  private static final UUID ANOTHER = Ids.next();

  @Autowired private DatabaseReads reads;
  @Autowired private Journal journal;

  @Test
  void endInViewsThatAreTheFoldOfTheJournal() {
    SeededRuns.forEachSeed(4, this::walk);
  }

  private void walk(Random random) {
    String user = someone("walk");
    List<Bank> connections = List.of(new Bank(user), new Bank(user));
    List<UUID> accounts = Stream.generate(Ids::next).limit(3).toList();
    connections.getFirst().observes(START.toString(), all(random, accounts));
    soon(() -> assertThat(held(user, accounts)).hasSize(3));
    for (int step = 1; step <= STEPS; step++) {
      UUID account = accounts.get(random.nextInt(accounts.size()));
      if (random.nextInt(3) == 0) {
        edit(random, user, account);
      } else {
        connections
            .get(random.nextInt(2))
            .observes(
                START.plus(Duration.ofMinutes(10L * step)).toString(),
                accounts.stream().filter(_ -> random.nextInt(5) == 0).toList(),
                banks(random, accounts));
      }
    }
    UUID last = Ids.next();
    connections.getFirst().observes(START.toString(), checking(last, "1"));
    soon(() -> assertThat(held(user, List.of(last))).hasSize(1));
    for (UUID account : accounts) {
      List<AccountEvent> events = history(user, account);
      assertThat(held(user, List.of(account)).get(account)).isEqualTo(folded(events));
      assertThat(balances(account)).isEqualTo(observed(events));
    }
  }

  private static ObservedAccount[] banks(Random random, List<UUID> accounts) {
    return all(random, accounts.stream().filter(_ -> random.nextInt(4) > 0).toList());
  }

  private static ObservedAccount[] all(Random random, List<UUID> accounts) {
    return accounts.stream()
        .map(
            id -> {
              ObservedAccount account =
                  random.nextBoolean()
                      ? checking(id, Integer.toString(random.nextInt(3)))
                      : creditCard(id, Integer.toString(-random.nextInt(3)));
              account.setName("bank " + random.nextInt(2));
              account.setMask(random.nextBoolean() ? null : "0000");
              account.setMergeCandidates(
                  Stream.of(ONE, ANOTHER).filter(_ -> random.nextInt(4) == 0).toList());
              return account;
            })
        .toArray(ObservedAccount[]::new);
  }

  private void edit(Random random, String user, UUID account) {
    Map<String, Object> balance =
        Map.of(
            "current",
            Map.of("amount", Integer.toString(random.nextInt(3)), "currency", "USD"),
            "observedAt",
            START.minus(Duration.ofDays(random.nextInt(3))).toString());
    List<Map<String, Object>> changes =
        List.of(
            Map.of("name", "mine " + random.nextInt(2) + " " + account),
            Map.of("hidden", random.nextBoolean()),
            Map.of("status", random.nextBoolean() ? "closed" : "active"));
    int choice = random.nextInt(changes.size() + 1);
    var request =
        choice == changes.size()
            ? as(user).post().uri("/api/accounts/" + account + "/balances").bodyValue(balance)
            : as(user).patch().uri("/api/accounts/" + account).bodyValue(changes.get(choice));
    request.exchange().expectStatus().is2xxSuccessful().expectBody().returnResult();
  }

  private Map<UUID, Account> held(String user, List<UUID> accounts) {
    List<StreamId> streams =
        accounts.stream().map(id -> AccountCodec.stream(TestPlatform.user(user), id)).toList();
    return reads
        .read(TestPlatform.user(user), session -> AccountStates.read(session, streams))
        .block(Duration.ofSeconds(30));
  }

  private List<AccountEvent> history(String user, UUID account) {
    UUID id = TestPlatform.user(user);
    return reads
        .read(id, session -> journal.history(session, id, account).collectList())
        .block(Duration.ofSeconds(30))
        .stream()
        .map(e -> ACCOUNTS.codec().fromAvro(AvroEvents.decode(e.fingerprint(), e.payload())))
        .toList();
  }

  private static Account folded(List<AccountEvent> events) {
    Account state = ACCOUNTS.initial();
    for (AccountEvent event : events) {
      state = Account.evolve(state, event);
    }
    return state;
  }

  private static Set<List<?>> observed(List<AccountEvent> events) {
    Map<List<?>, BalanceObservation> last = new java.util.HashMap<>();
    for (AccountEvent event : events) {
      if (event instanceof AccountEvent.BalanceObserved e) {
        BalanceObservation said = e.observation();
        last.put(List.of(said.observedAt(), said.source().wireName()), said);
      }
    }
    Set<List<?>> rows = new HashSet<>();
    last.forEach(
        (key, said) ->
            rows.add(
                List.of(
                    key.get(0),
                    key.get(1),
                    said.balance().current().map(m -> m.amount().toPlainString()).orElse(""),
                    said.balance().creditLimit().map(m -> m.amount().toPlainString()).orElse(""))));
    return rows;
  }

  private static Set<List<?>> balances(UUID account) {
    Set<List<?>> rows = new HashSet<>();
    platform
        .query(
            "select observed_at, source, trim_scale(current) c,"
                + " coalesce(trim_scale(credit_limit)::text, '') l from view.balance where"
                + " account_id = '"
                + account
                + "'")
        .forEach(
            row ->
                rows.add(
                    List.of(
                        ((java.sql.Timestamp) row.get("observed_at")).toInstant(),
                        row.get("source"),
                        new java.math.BigDecimal(row.get("c").toString())
                            .setScale(2)
                            .toPlainString(),
                        row.get("l").toString().isEmpty() ? "" : row.get("l") + ".00")));
    return rows;
  }
}
