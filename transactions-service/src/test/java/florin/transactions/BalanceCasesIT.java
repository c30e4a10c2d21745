package florin.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import florin.events.Topic;
import florin.events.accounts.AccountMerged;
import florin.events.accounts.AccountOpened;
import florin.events.accounts.AccountUnmerged;
import florin.events.accounts.BalanceObserved;
import florin.events.accounts.BalanceWithdrawn;
import florin.events.accounts.ProviderAccount;
import florin.events.providersync.ObservedTransaction;
import florin.journal.stream.Actor;
import florin.journal.stream.Ids;
import florin.journal.stream.StreamId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** The balance after a row is the balance of the account, whatever kind of account it is. */
class BalanceCasesIT extends Household {

  private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

  private static Instant noon(LocalDate day) {
    return day.atTime(12, 0).toInstant(ZoneOffset.UTC);
  }

  /** Facts of accounts-service, applied when this returns. */
  private void told(SpecificRecord... facts) {
    for (SpecificRecord fact : facts) {
      platform.publish(
          Topic.ACCOUNTS_EVENTS, new StreamId(user, "account", Ids.next()), Actor.USER, fact);
    }
    openAccount(Ids.next());
  }

  private AccountOpened opened(UUID id, boolean linked) {
    return AccountOpened.newBuilder()
        .setAccountId(id)
        .setName("Account")
        .setType("depository")
        .setCurrency("USD")
        .setProvider(
            linked
                ? ProviderAccount.newBuilder()
                    .setConnectionId(connection)
                    .setExternalId("ext-" + id)
                    .setName("Account")
                    .setType("depository")
                    .setProviderType("depository")
                    .build()
                : null)
        .setAt(Instant.now())
        .build();
  }

  private static BalanceObserved stated(UUID id, String amount, String source, Instant observed) {
    return BalanceObserved.newBuilder()
        .setAccountId(id)
        .setCurrency("USD")
        .setCurrent(new BigDecimal(amount).setScale(10))
        .setSource(source)
        .setObservedAt(observed)
        .setAt(source.equals("provider") ? observed : Instant.now())
        .build();
  }

  private ObservedTransaction row(
      UUID id, String external, LocalDate date, String amount, String n) {
    ObservedTransaction row = seen(external, amount, false, null);
    row.setAccountId(id);
    row.setDate(date);
    row.setName(n);
    return row;
  }

  @SuppressWarnings("unchecked")
  private List<Map<String, Object>> changes() {
    return (List<Map<String, Object>>) get("/api/changes/transactions").get("items");
  }

  private List<String> balances(String query) {
    return items(query).stream()
        .map(item -> (Map<?, ?>) item.get("runningBalance"))
        .map(money -> money == null ? null : String.valueOf(money.get("amount")))
        .toList();
  }

  @Test
  void c11SeveralRowsADay() {
    LocalDate first = LocalDate.of(2026, 1, 1);
    told(opened(account, false), stated(account, "100", "manual", noon(first)));
    enter(first.plusDays(4), "-30", "a");
    enter(first.plusDays(4), "-10", "b");
    enter(first.plusDays(5), "-5", "c");
    enter(first.plusDays(4), "-20", "d");
    assertThat(balances("limit=50")).containsExactly("35.00", "40.00", "60.00", "70.00");
    assertThat(balances("limit=1")).isEqualTo(balances("limit=50"));
  }

  @Test
  void c13AStatementHoldsForItsDay() {
    told(opened(account, false), stated(account, "100", "opening", Instant.now()));
    enter(today, "-30", "shop");
    assertThat(balances(ALL)).containsExactly("70.00");
    Instant observed = Instant.now();
    told(stated(account, "75", "manual", observed));
    assertThat(balances(ALL)).containsExactly("75.00");
    enter(today, "-5", "later");
    assertThat(balances(ALL)).containsExactly("70.00", "75.00");
    told(new BalanceWithdrawn(account, observed, Instant.now()));
    assertThat(balances(ALL)).containsExactly("65.00", "70.00");
  }

  @Test
  void c14TheNewestRowHasTheBalanceOfTheAccount() {
    told(opened(account, false), stated(account, "1000", "opening", Instant.now()));
    Object same = enter(today, "-100", "today").get("id");
    Map<String, Object> earlier = enter(today.minusDays(4), "-100", "four days ago");
    assertThat(((Map<?, ?>) earlier.get("runningBalance")).get("amount")).isEqualTo("1000.00");
    assertThat(balances(ALL)).containsExactly("900.00", "1000.00");
    api().delete().uri("/api/transactions/" + same).exchange().expectStatus().isOk();
    assertThat(balances(ALL)).containsExactly("1000.00");
  }

  @Test
  void c14AStatementAndLaterRows() {
    told(opened(account, false), stated(account, "200", "manual", noon(today.minusDays(8))));
    enter(today.minusDays(6), "-30", "a");
    enter(today, "-50", "b");
    assertThat(balances(ALL)).containsExactly("120.00", "170.00");
  }

  @Test
  void c14AnAccountThatOnlyReceivedRows() {
    told(opened(account, false));
    enter(today, "50", "transfer");
    assertThat(balances(ALL)).containsExactly("50.00");
  }

  @Test
  void c17ALoanHasTheBanksBalanceWhateverItsRows() {
    LocalDate day = today.minusDays(3);
    told(opened(account, true), stated(account, "-13170", "provider", noon(day)));
    observe(row(account, "L1", day.minusDays(1), "5229", "payment"));
    observe(row(account, "L2", day.plusDays(1), "100", "payment"));
    awaitCount(2);
    assertThat(balances(ALL)).containsExactly("-13170.00", "-13170.00");
    enter(day, "-7", "by hand");
    assertThat(balances(ALL)).containsExactly("-13170.00", "-13170.00", "-13170.00");
  }

  @Test
  void anUnknownBalanceIsNotZero() {
    told(opened(account, true));
    observe(row(account, "U", today, "5", "row"));
    awaitCount(1);
    assertThat(items(ALL).getFirst().get("runningBalance")).isNull();
  }

  @Test
  void c09MergedAccountsAreOneAccount() {
    UUID his = account;
    UUID hers = Ids.next();
    LocalDate day = today.minusDays(20);
    told(
        opened(his, true),
        opened(hers, true),
        stated(his, "3000", "provider", noon(today.minusDays(1))),
        stated(hers, "3000", "provider", noon(today)));
    observe(
        Stream.of("a", "b", "c", "d")
            .flatMap(
                n ->
                    Stream.of(
                        row(his, "his-" + n, day.plusDays(n.charAt(0) % 3), "-10", "SHOP"),
                        row(hers, "hers-" + n, day.plusDays(n.charAt(0) % 3), "-10", "SHOP")))
            .toArray(ObservedTransaction[]::new));
    observe(row(hers, "hers-more", today, "-1", "MORE"));
    awaitCount(9);
    List<String> apart = balances("accountId=" + his);
    Map<String, Object> noted = only("hers-a");
    patch(noted.get("id"), "{\"note\":\"ours\"}").expectStatus().isOk();

    told(new AccountMerged(hers, his, Instant.now()));
    assertThat(items(ALL)).hasSize(5);
    assertThat(items("accountId=" + hers)).isEqualTo(items(ALL));
    assertThat(items("accountId=" + his)).isEqualTo(items(ALL));
    assertThat(items("limit=2&sort=amount")).hasSize(5);
    assertThat(items(ALL)).extracting(item -> item.get("accountId")).containsOnly(his.toString());
    assertThat(items(ALL)).filteredOn(item -> "ours".equals(item.get("note"))).hasSize(1);
    assertThat(items(ALL))
        .filteredOn(item -> item.get("description").equals("SHOP"))
        .allSatisfy(item -> assertThat((List<?>) item.get("twins")).hasSize(1));
    assertThat(balances(ALL))
        .containsExactly("3000.00", "3000.00", "3010.00", "3020.00", "3030.00");
    Map<String, Object> twin =
        get("/api/transactions/" + ((List<?>) only("hers-a").get("twins")).getFirst());
    assertThat(twin.get("twinOf")).isEqualTo(noted.get("id"));

    Object entered =
        json(
                post(
                    "/api/transactions",
                    Map.of(
                        "accountId",
                        hers,
                        "date",
                        today.toString(),
                        "amount",
                        Map.of("amount", "-2", "currency", "USD"),
                        "description",
                        "new")),
                201)
            .get("accountId");
    assertThat(entered).isEqualTo(his.toString());

    api().delete().uri("/api/transactions/" + noted.get("id")).exchange().expectStatus().isOk();
    assertThat(items(ALL)).hasSize(5);
    Object change = changes().getFirst().get("id");
    post("/api/changes/transactions/" + change + "/undo", Map.of()).expectStatus().isOk();
    assertThat(items(ALL)).hasSize(6);

    told(new AccountUnmerged(hers, Instant.now()));
    assertThat(balances("accountId=" + his)).hasSize(5).endsWith(apart.getLast());
    assertThat(items("accountId=" + hers)).hasSize(5);
  }

  private Object uses(String path, String field, String value) {
    return ((List<?>) get(path).get("items"))
        .stream()
            .map(item -> (Map<?, ?>) item)
            .filter(item -> value.equals(String.valueOf(item.get(field))))
            .findFirst()
            .<Object>map(item -> item.get("uses"))
            .orElse("absent");
  }

  private List<Object> uses(Map<String, Object> row) {
    return List.of(
        uses("/api/tags", "name", "joint"),
        uses("/api/merchants", "id", row.get("merchantId").toString()),
        uses("/api/categories", "id", row.get("categoryId").toString()));
  }

  @Test
  void c09ARowOfMergedAccountsIsOneUseOfItsTagItsMerchantAndItsCategory() {
    UUID his = account;
    UUID hers = Ids.next();
    told(opened(his, true), opened(hers, true));
    observe(
        row(his, "his-1", today, "-10", "SHOP"),
        row(hers, "hers-1", today, "-10", "SHOP"),
        row(hers, "hers-2", today, "-10", "SHOP"));
    awaitCount(3);
    items(ALL)
        .forEach(item -> patch(item.get("id"), "{\"tags\":[\"joint\"]}").expectStatus().isOk());
    Map<String, Object> row = only("his-1");
    assertThat(uses(row)).containsOnly(3);

    told(new AccountMerged(hers, his, Instant.now()));
    assertThat(items("tag=joint")).hasSize(2);
    assertThat(items("categoryId=" + row.get("categoryId"))).hasSize(2);
    assertThat(uses(row)).containsOnly(2);

    told(new AccountUnmerged(hers, Instant.now()));
    assertThat(uses(row)).containsOnly(3);
  }
}
