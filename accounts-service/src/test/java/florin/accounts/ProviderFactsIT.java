package florin.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import florin.events.providersync.ConnectionLinked;
import florin.events.providersync.ConnectionNeedsAttention;
import florin.events.providersync.ConnectionRemoved;
import florin.events.providersync.ConnectionRepaired;
import florin.events.providersync.ConnectionWarned;
import florin.events.providersync.ObservedAccount;
import florin.events.providersync.SyncCompleted;
import florin.journal.stream.Ids;
import florin.journal.test.TestPlatform;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProviderFactsIT extends RunningAccounts {

  private final UUID checking = Ids.next();
  private final UUID card = Ids.next();

  @Test
  void becomeAccountsWithTheirBankAndBalance() {
    String user = someone("facts");
    Bank connection = new Bank(user);
    connection.observes(TIME, checking(checking, "110.25"), creditCard(card, "-410"));
    soon(
        () ->
            as(user)
                .get()
                .uri("/api/accounts")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.items.length()")
                .isEqualTo(2));
    as(user)
        .get()
        .uri("/api/accounts/" + checking)
        .exchange()
        .expectStatus()
        .isOk()
        .expectHeader()
        .valueEquals("ETag", "\"0\"")
        .expectBody()
        .jsonPath("$.id")
        .isEqualTo(checking.toString())
        .jsonPath("$.name")
        .isEqualTo("Plaid Checking")
        .jsonPath("$.officialName")
        .isEqualTo("Plaid Gold Standard 0% Interest Checking")
        .jsonPath("$.mask")
        .isEqualTo("0000")
        .jsonPath("$.type")
        .isEqualTo("depository")
        .jsonPath("$.subtype")
        .isEqualTo("checking")
        .jsonPath("$.currency")
        .isEqualTo("USD")
        .jsonPath("$.balance.current.amount")
        .isEqualTo("110.25")
        .jsonPath("$.balance.available.amount")
        .isEqualTo("100.00")
        .jsonPath("$.balance.creditLimit")
        .isEqualTo(null)
        .jsonPath("$.balance.observedAt")
        .isEqualTo(TIME)
        .jsonPath("$.institution.name")
        .isEqualTo("First Platypus Bank")
        .jsonPath("$.connectionId")
        .isEqualTo(connection.id.toString())
        .jsonPath("$.externalId")
        .isEqualTo("ext-" + checking)
        .jsonPath("$.hidden")
        .isEqualTo(false)
        .jsonPath("$.status")
        .isEqualTo("active")
        .jsonPath("$.manual")
        .isEqualTo(false)
        .jsonPath("$.version")
        .isEqualTo(0);
    as(user)
        .get()
        .uri("/api/accounts/" + card)
        .exchange()
        .expectBody()
        .jsonPath("$.subtype")
        .isEqualTo("other")
        .jsonPath("$.providerSubtype")
        .isEqualTo("rocket card")
        .jsonPath("$.balance.current.amount")
        .isEqualTo("-410.00")
        .jsonPath("$.balance.creditLimit.amount")
        .isEqualTo("2000.00");
    as(user)
        .get()
        .uri("/api/institutions")
        .exchange()
        .expectBody()
        .jsonPath("$.items.length()")
        .isEqualTo(1)
        .jsonPath("$.items[0].externalId")
        .isEqualTo("ins_109508")
        .jsonPath("$.items[0].provider")
        .isEqualTo("plaid")
        .jsonPath("$.items[0].accountIds.length()")
        .isEqualTo(2)
        .jsonPath("$.items[0].lastRefreshedAt")
        .isEqualTo(null);
    assertThat(events(user)).isEqualTo(5);
    assertThat(actors(user)).containsExactly("provider");
  }

  @Test
  void tellWhenABankWasLastRefreshed() {
    String user = someone("refreshed");
    Bank connection = new Bank(user);
    connection.says(
        ConnectionLinked.newBuilder()
            .setConnectionId(connection.id)
            .setProvider("plaid")
            .setExternalItemId("item")
            .setProducts(List.of())
            .setAt(Instant.parse(TIME))
            .build());
    connection.observes(TIME, checking(Ids.next(), "1"));
    for (String at : List.of("2026-03-02T10:00:00Z", "2026-03-03T10:00:00Z")) {
      connection.says(
          SyncCompleted.newBuilder()
              .setConnectionId(connection.id)
              .setRun(Ids.next())
              .setTrigger("schedule")
              .setAdded(0)
              .setModified(0)
              .setRemoved(0)
              .setHistoryComplete(true)
              .setAt(Instant.parse(at))
              .build());
    }
    soon(
        () ->
            assertThat(items(user, "/api/institutions"))
                .singleElement()
                .satisfies(
                    bank ->
                        assertThat(bank.get("lastRefreshedAt")).isEqualTo("2026-03-03T10:00:00Z")));
  }

  @Test
  void appendNothingWhenTheyAreTheSameAgain() {
    String user = someone("again");
    Bank connection = new Bank(user);
    connection.observes(TIME, checking(checking, "110.25"), creditCard(card, "-410"));
    connection.observes(TIME, checking(checking, "110.25"), creditCard(card, "-410"));
    connection.observes("2026-03-01T23:59:59Z", checking(checking, "110.25"));
    UUID marker = Ids.next();
    connection.observes(TIME, checking(marker, "1"));
    soon(() -> assertThat(stream(marker)).isEqualTo(2));
    assertThat(stream(checking)).isEqualTo(2);
    assertThat(stream(card)).isEqualTo(2);
    connection.observes("2026-03-02T00:00:00Z", checking(checking, "110.25"));
    soon(() -> assertThat(stream(checking)).isEqualTo(3));
    assertThat(
            platform.count(
                "select count(*) from view.balance where account_id = '" + checking + "'"))
        .isEqualTo(2);
  }

  @Test
  void comeInListsOfManyAccounts() {
    String user = someone("many");
    Bank connection = new Bank(user);
    ObservedAccount[] accounts =
        IntStream.range(0, 250)
            .mapToObj(i -> i % 2 == 0 ? checking(Ids.next(), "1") : creditCard(Ids.next(), "-1"))
            .toArray(ObservedAccount[]::new);
    connection.observes(TIME, accounts);
    soon(() -> assertThat(events(user)).isEqualTo(501));
    connection.observes("2026-03-01T09:00:00Z", accounts);
    accounts[7].setName("Another name");
    connection.observes("2026-03-01T10:00:00Z", accounts);
    soon(() -> assertThat(events(user)).isEqualTo(502));
    assertThat(
            platform.count(
                "select count(*) from view.account where user_id = '"
                    + TestPlatform.user(user)
                    + "'"))
        .isEqualTo(250);
  }

  @Test
  void leaveTheUsersEditsAlone() {
    String user = someone("edits");
    Bank connection = new Bank(user);
    connection.observes(TIME, checking(checking, "10"));
    soon(() -> assertThat(stream(checking)).isEqualTo(2));
    as(user)
        .patch()
        .uri("/api/accounts/" + checking)
        .bodyValue(Map.of("name", "Household", "hidden", true))
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.version")
        .isEqualTo(2);
    var renamed = checking(checking, "20");
    renamed.setName("Everyday Checking");
    connection.observes("2026-03-01T09:00:00Z", renamed);
    soon(() -> assertThat(stream(checking)).isEqualTo(6));
    as(user)
        .get()
        .uri("/api/accounts/" + checking)
        .exchange()
        .expectHeader()
        .valueEquals("ETag", "\"2\"")
        .expectBody()
        .jsonPath("$.name")
        .isEqualTo("Household")
        .jsonPath("$.hidden")
        .isEqualTo(true)
        .jsonPath("$.balance.current.amount")
        .isEqualTo("20.00")
        .jsonPath("$.institution.name")
        .isEqualTo("First Platypus Bank");
    as(user)
        .patch()
        .uri("/api/accounts/" + checking)
        .header("Content-Type", "application/json")
        .header("If-Match", "\"2\"")
        .bodyValue("{\"name\":null}")
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.name")
        .isEqualTo("Everyday Checking");
  }

  @Test
  void keepEveryReferenceOfARelinkedAccount() {
    String user = someone("relink");
    Bank before = new Bank(user);
    Bank after = new Bank(user);
    before.observes(TIME, checking(checking, "10"));
    soon(() -> assertThat(stream(checking)).isEqualTo(2));
    var relinked = checking(checking, "10");
    relinked.setExternalId("another-id");
    after.observes(TIME, relinked);
    soon(() -> assertThat(stream(checking)).isEqualTo(3));
    as(user)
        .get()
        .uri("/api/accounts/" + checking)
        .exchange()
        .expectBody()
        .jsonPath("$.connectionId")
        .isEqualTo(after.id.toString())
        .jsonPath("$.externalId")
        .isEqualTo("another-id");
    assertThat(
            platform.query(
                "select external_id from view.account_reference where account_id = '"
                    + checking
                    + "' order by external_id"))
        .extracting(row -> row.get("external_id"))
        .containsExactly("another-id", "ext-" + checking);
  }

  @Test
  void tellHowTheConnectionStands() {
    String user = someone("standing");
    Bank connection = new Bank(user);
    connection.says(
        ConnectionLinked.newBuilder()
            .setConnectionId(connection.id)
            .setProvider("plaid")
            .setExternalItemId("item-" + connection.id)
            .setProducts(List.of("transactions"))
            .setAt(Instant.parse(TIME))
            .build());
    connection.observes(TIME, checking(checking, "10"));
    connection.says(
        SyncCompleted.newBuilder()
            .setConnectionId(connection.id)
            .setRun(Ids.next())
            .setTrigger("link")
            .setAdded(0)
            .setModified(0)
            .setRemoved(0)
            .setHistoryComplete(true)
            .setAt(Instant.parse(TIME))
            .build());
    soon(() -> assertThat(standing(user)).isEqualTo("healthy"));
    connection.says(
        new ConnectionWarned(connection.id, "PENDING_DISCONNECT", null, Instant.parse(TIME)));
    soon(() -> assertThat(standing(user)).isEqualTo("warned"));
    connection.says(
        new ConnectionNeedsAttention(connection.id, "ITEM_LOGIN_REQUIRED", Instant.parse(TIME)));
    soon(() -> assertThat(standing(user)).isEqualTo("needs-attention"));
    connection.says(new ConnectionRepaired(connection.id, Instant.parse(TIME)));
    soon(() -> assertThat(standing(user)).isEqualTo("healthy"));
    connection.says(new ConnectionRemoved(connection.id, "USER", Instant.parse(TIME)));
    soon(() -> assertThat(standing(user)).isEqualTo("removed"));
    assertThat(
            platform.query(
                "select provider, reason from mirror.connection where connection_id = '"
                    + connection.id
                    + "'"))
        .containsExactly(Map.of("provider", "plaid", "reason", "USER"));
    assertThat(stream(checking)).isEqualTo(2);
  }

  @Test
  void parkOnlyTheUserWhoseFactDoesNotFit() {
    String poisoned = someone("poisoned");
    String healthy = someone("healthy");
    var unfit = checking(checking, "1");
    unfit.setCurrency("NOT A CURRENCY OF THIS WORLD");
    new Bank(poisoned).observes(TIME, unfit);
    new Bank(healthy).observes(TIME, checking(card, "1"));
    soon(
        () -> {
          assertThat(stream(card)).isEqualTo(2);
          assertThat(
                  platform.count(
                      "select count(*) from journal.parked_event where user_id = '"
                          + TestPlatform.user(poisoned)
                          + "'"))
              .isEqualTo(1);
        });
    assertThat(stream(checking)).isZero();
  }

  private static long stream(UUID account) {
    return platform.count("select count(*) from journal.event where stream_id = '" + account + "'");
  }

  private static List<String> actors(String subject) {
    return platform
        .query(
            "select distinct actor from journal.event where user_id = '"
                + TestPlatform.user(subject)
                + "'")
        .stream()
        .map(row -> String.valueOf(row.get("actor")))
        .toList();
  }

  private String standing(String user) {
    var account =
        as(user)
            .get()
            .uri("/api/accounts/" + checking)
            .exchange()
            .expectBody(Map.class)
            .returnResult()
            .getResponseBody();
    return String.valueOf(account.get("connectionState"));
  }
}
