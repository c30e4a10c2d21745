package florin.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import florin.events.Topic;
import florin.events.accounts.AccountClosed;
import florin.events.accounts.AccountOpened;
import florin.events.accounts.AccountReopened;
import florin.events.accounts.BalanceObserved;
import florin.journal.Commands;
import florin.journal.database.Sessions;
import florin.journal.inbox.InboundEvent;
import florin.journal.inbox.Inbox;
import florin.journal.stream.Actor;
import florin.journal.stream.Ids;
import florin.journal.stream.StreamId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;

/** Several events of one account in one batch. */
class AccountsFactsIT extends Household {

  private static final Instant FIRST = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant SECOND = Instant.parse("2026-03-05T12:00:00Z");

  @Autowired private Commands commands;
  @Autowired private List<Inbox> inboxes;

  @Autowired
  @Qualifier("workerSessions")
  private Sessions worker;

  private void batch(SpecificRecord... facts) {
    List<InboundEvent> events = Arrays.stream(facts).map(this::inbound).toList();
    Inbox inbox =
        inboxes.stream()
            .filter(one -> one.topic() == Topic.ACCOUNTS_EVENTS)
            .findFirst()
            .orElseThrow();
    platform.execute(
        "insert into mirror.users values ('" + user + "', now()) on conflict do nothing");
    worker
        .transaction(
            "begin; set local search_path to mirror",
            session -> commands.work(session, unit -> inbox.apply(unit, events).thenReturn(true)))
        .block(Duration.ofSeconds(30));
  }

  private InboundEvent inbound(SpecificRecord fact) {
    return new InboundEvent(
        1,
        0,
        Ids.next(),
        new StreamId(user, "account", account),
        1,
        Ids.next(),
        Actor.USER,
        FIRST,
        fact);
  }

  private AccountOpened opened() {
    return AccountOpened.newBuilder()
        .setAccountId(account)
        .setName("Cash")
        .setType("depository")
        .setCurrency("USD")
        .setAt(FIRST)
        .build();
  }

  private BalanceObserved balance(String currency, String source) {
    return BalanceObserved.newBuilder()
        .setAccountId(account)
        .setCurrency(currency)
        .setCurrent(new BigDecimal("50").setScale(10))
        .setSource(source)
        .setObservedAt(FIRST)
        .setAt(FIRST)
        .build();
  }

  private Object column(String name) {
    return platform
        .query("select " + name + "::text from mirror.account where id = '" + account + "'")
        .getFirst()
        .get(name);
  }

  @Test
  void anAccountThatIsReopenedAndClosedInOneBatchIsClosedSinceThen() {
    batch(opened(), new AccountClosed(account, "user", FIRST, null));
    assertThat(column("closed_at")).asString().startsWith("2026-03-01");
    batch(new AccountClosed(account, "provider", SECOND, null));
    assertThat(column("closed_at")).asString().startsWith("2026-03-01");
    batch(
        new AccountReopened(account, "user", SECOND),
        new AccountClosed(account, "user", SECOND, null));
    assertThat(column("closed_at")).asString().startsWith("2026-03-05");
    batch(
        new AccountClosed(account, "user", SECOND, null),
        new AccountReopened(account, "user", SECOND));
    assertThat(column("closed_at")).isNull();
  }

  @Test
  void anAccountHasTheCurrencyInWhichItsBankStatesBalances() {
    batch(opened(), balance("EUR", "provider"));
    assertThat(column("currency")).isEqualTo("EUR");
    Map<String, Object> body =
        Map.of(
            "accountId",
            account,
            "date",
            "2026-03-02",
            "amount",
            Map.of("amount", "-1", "currency", "EUR"),
            "description",
            "Shop");
    assertThat(json(post("/api/transactions", body), 201).get("accountId"))
        .isEqualTo(account.toString());
  }

  @Test
  void aBalanceOfAnAccountThatIsNotOpenedMakesNoAccount() {
    batch(balance("EUR", "provider"));
    assertThat(platform.count("select count(*) from mirror.account where id = '" + account + "'"))
        .isZero();
  }
}
