package florin.providersync;

import static florin.providersync.ProviderSync.HOUNDSTOOTH;
import static florin.providersync.ProviderSync.PLATYPUS;
import static florin.providersync.ProviderSync.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.events.providersync.AccountsObserved;
import florin.events.providersync.ConnectionRepaired;
import florin.events.providersync.ObservedAccount;
import florin.events.providersync.SyncCompleted;
import florin.providersync.ProviderSync.Linked;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Accounts that a bank or a user gives new ids. */
class RelinkIT {

  private final ProviderSync sync = ProviderSync.shared();

  @AfterAll
  static void viewsComeOutOfTheJournal() {
    ProviderSync.shared().viewsComeOutOfTheJournal();
  }

  private Linked quiet(String subject, Map<String, ?> body) {
    Linked linked = sync.link(subject, body);
    sync.awaitState(linked, "healthy");
    sync.awaitQuiet(linked);
    return linked;
  }

  private Linked quiet(String subject, String institution) {
    return quiet(
        subject, Map.of("publicToken", sync.bank.publicToken(institution, sync.webhookUrl())));
  }

  private void remove(Linked linked) {
    sync.as(linked.subject())
        .delete()
        .uri("/api/connections/" + linked.id())
        .exchange()
        .expectStatus()
        .isNoContent();
  }

  private List<Map<String, Object>> published(Linked linked) {
    return sync.platform.query(
        "select connection_id, external_id, account_id from work.published_transaction where"
            + " user_id = '"
            + linked.user()
            + "'");
  }

  private static Map<String, UUID> ids(PublishedFacts publishedFacts, UnaryOperator<String> name) {
    return publishedFacts.accounts.values().stream()
        .collect(
            Collectors.toMap(
                account -> name.apply(account.getExternalId()),
                ObservedAccount::getAccountId,
                (_, later) -> later,
                TreeMap::new));
  }

  private static Set<UUID> accountIds(PublishedFacts publishedFacts) {
    return new TreeSet<>(
        publishedFacts.accounts.values().stream().map(ObservedAccount::getAccountId).toList());
  }

  private Set<String> idsAtTheBank(Linked linked) {
    return sync.bank
        .truth(linked.itemId())
        .path("transactions")
        .valueStream()
        .map(one -> one.path("transaction_id").stringValue())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private JsonNode account(Linked linked, String subtype) {
    return sync.bank
        .truth(linked.itemId())
        .path("accounts")
        .valueStream()
        .filter(one -> one.path("subtype").asString("").equals(subtype))
        .findFirst()
        .orElseThrow();
  }

  private JsonNode change(Linked linked, String subtype, String what) {
    return sync.bank.control(
        "POST",
        "items/"
            + linked.itemId()
            + "/accounts/"
            + account(linked, subtype).path("account_id").stringValue()
            + "/"
            + what,
        Map.of());
  }

  @Nested
  class ALoginThatIsLinkedAgain {

    @Test
    void keepsItsAccountsAndTransactions() {
      String subject = ProviderSync.someone();
      Linked first = quiet(subject, PLATYPUS);
      PublishedFacts before = sync.facts(first);
      Set<UUID> accounts = accountIds(before);
      int transactions = before.transactions.size();
      remove(first);

      Linked second = quiet(subject, PLATYPUS);

      PublishedFacts after = sync.facts(second);
      assertThat(accountIds(after)).isEqualTo(accounts);
      assertThat(
              after.completed().stream()
                  .filter(run -> run.getConnectionId().equals(second.id()))
                  .mapToInt(SyncCompleted::getAdded))
          .containsOnly(0);
      assertThat(after.transactions).hasSize(transactions);
      assertThat(published(second))
          .hasSize(transactions)
          .allSatisfy(row -> assertThat(row).containsEntry("connection_id", second.id()));
      assertThat(sync.runs(second))
          .extracting(run -> run.get("counts"))
          .contains(Map.of("added", 0, "modified", transactions, "removed", 0));
    }

    @Test
    void duplicateRelink() {
      String subject = ProviderSync.someone();
      Linked first = quiet(subject, PLATYPUS);
      Set<UUID> accounts = accountIds(sync.facts(first));
      sync.as(subject)
          .post()
          .uri("/api/connections")
          .bodyValue(
              Map.of(
                  "publicToken",
                  sync.bank.publicToken(PLATYPUS, sync.webhookUrl()),
                  "institution",
                  Map.of("id", PLATYPUS, "name", "First Platypus Bank")))
          .exchange()
          .expectStatus()
          .isEqualTo(409);

      Linked second =
          quiet(
              subject,
              Map.of(
                  "publicToken",
                  sync.bank.publicToken(PLATYPUS, sync.webhookUrl()),
                  "allowDuplicate",
                  true));

      List<ObservedAccount> said =
          sync.facts(second).of(AccountsObserved.class).stream()
              .filter(fact -> fact.getConnectionId().equals(second.id()))
              .findFirst()
              .orElseThrow()
              .getAccounts();
      assertThat(said)
          .allSatisfy(
              account -> {
                assertThat(accounts).doesNotContain(account.getAccountId());
                assertThat(account.getMergeCandidates()).hasSize(1);
                assertThat(accounts).containsAll(account.getMergeCandidates());
              });
      Set<String> both = idsAtTheBank(first);
      both.addAll(idsAtTheBank(second));
      assertThat(sync.facts(second).transactions.keySet()).isEqualTo(both);
    }
  }

  @Nested
  class AnAccount {

    @Test
    void accountChurn() {
      Linked linked = quiet(ProviderSync.someone(), PLATYPUS);
      PublishedFacts before = sync.facts(linked);
      Set<UUID> accounts = accountIds(before);
      change(linked, "checking", "churn");
      sync.syncNow(linked);
      sync.awaitQuiet(linked);

      PublishedFacts after = sync.facts(linked);
      assertThat(accountIds(after)).isEqualTo(accounts);
      assertThat(after.transactions).hasSize(before.transactions.size());
      assertThat(after.completed())
          .extracting(SyncCompleted::getAdded)
          .startsWith(before.transactions.size());
      assertThat(after.completed().stream().skip(1).mapToInt(SyncCompleted::getAdded))
          .containsOnly(0);
      assertThat(unlisted(after)).isEmpty();
      assertThat(after.transactions.keySet()).isEqualTo(idsAtTheBank(linked));
    }

    @Test
    void underANewIdIsTheOldOneEvenIfTheCursorWasLostMeanwhile() {
      Linked linked = quiet(ProviderSync.someone(), PLATYPUS);
      PublishedFacts before = sync.facts(linked);
      sync.platform.execute(
          "update work.sync_job set cursor = 'Zm9yZWlnbg' where connection_id = '"
              + linked.id()
              + "'");
      change(linked, "checking", "churn");
      sync.syncNow(linked);
      sync.awaitQuiet(linked);

      PublishedFacts after = sync.facts(linked);
      assertThat(accountIds(after)).isEqualTo(accountIds(before));
      assertThat(after.completed().stream().skip(1).mapToInt(SyncCompleted::getAdded))
          .containsOnly(0);
      assertThat(after.completed().stream().skip(1).mapToInt(SyncCompleted::getRemoved))
          .containsOnly(0);
      assertThat(after.transactions.keySet()).isEqualTo(idsAtTheBank(linked));
    }

    @Test
    void accountClosed() {
      Linked linked = quiet(ProviderSync.someone(), PLATYPUS);
      UUID savings =
          ids(sync.facts(linked), id -> id)
              .get(account(linked, "savings").path("account_id").stringValue());
      change(linked, "savings", "close");

      PublishedFacts publishedFacts = sync.facts(linked, said -> !unlisted(said).isEmpty());
      assertThat(unlisted(publishedFacts)).containsExactly(savings);
      sync.syncNow(linked);
      sync.awaitQuiet(linked);
      assertThat(unlisted(sync.facts(linked))).containsExactly(savings);
      assertThat(sync.facts(linked).transactions.keySet()).isEqualTo(idsAtTheBank(linked));
    }

    @Test
    void newAccount() {
      Linked linked = quiet(ProviderSync.someone(), HOUNDSTOOTH);
      int accounts = accountIds(sync.facts(linked)).size();
      sync.bank.control(
          "POST",
          "items/" + linked.itemId() + "/accounts",
          Map.of(
              "subtype",
              "savings",
              "name",
              "Rainy day",
              "mask",
              "7777",
              "balance",
              12.5,
              "transactions",
              List.of(Map.of("amount", -12.5, "date", "2026-06-01", "name", "Deposit"))));
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(sync.connection(linked))
                      .containsEntry("state", "warned")
                      .containsEntry("reason", "new-accounts-available"));
      assertThat(accountIds(sync.facts(linked))).hasSize(accounts);
      sync.as(linked.subject())
          .post()
          .uri("/api/connections/link-token")
          .bodyValue(Map.of("connectionId", linked.id()))
          .exchange()
          .expectStatus()
          .isOk();

      sync.bank.control("POST", "items/" + linked.itemId() + "/repair", Map.of("grant", true));
      sync.syncNow(linked);

      sync.awaitState(linked, "healthy");
      PublishedFacts publishedFacts =
          sync.facts(linked, said -> accountIds(said).size() == accounts + 1);
      assertThat(publishedFacts.transactions.values())
          .anyMatch(one -> one.getName().equals("Deposit"));
      assertThat(publishedFacts.of(ConnectionRepaired.class)).isNotEmpty();
      EmulatorComparison.assertEqual(sync.facts(linked), sync.bank.truth(linked.itemId()));
    }

    private List<UUID> unlisted(PublishedFacts publishedFacts) {
      return publishedFacts.of(AccountsObserved.class).stream()
          .flatMap(fact -> fact.getUnlisted().stream())
          .toList();
    }
  }
}
