package florin.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import florin.events.providersync.ObservedAccount;
import florin.journal.stream.Ids;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Accounts that come and go at the bank, or turn up under another id. */
class ListingIT extends RunningAccounts {

  private static final String LATER = "2026-03-01T09:00:00Z";
  private static final String LAST = "2026-03-01T10:00:00Z";

  private final UUID checking = Ids.next();
  private final UUID card = Ids.next();

  @Nested
  class AnAccountThatTheBankListsNoMore {

    @Test
    void isClosedAndKeepsItsHistoryUntilItIsListedAgain() {
      String user = someone("unlisted");
      Bank bank = new Bank(user);
      bank.observes(TIME, checking(checking, "110.25"), creditCard(card, "-410"));
      bank.observes(LATER, List.of(checking), creditCard(card, "-410"));
      soon(() -> assertClosedBy("provider", account(user, checking)));
      assertThat(account(user, checking).get("balance")).isNull();
      assertThat(account(user, checking).get("version")).isEqualTo(0);
      assertClosedBy(null, account(user, card));
      assertThat(balances(checking)).isEqualTo(1);

      bank.observes(LAST, checking(checking, "111"), creditCard(card, "-410"));
      soon(() -> assertClosedBy(null, account(user, checking)));
      assertThat(balances(checking)).isEqualTo(2);
      assertThat(types(checking))
          .containsExactly(
              "AccountOpened",
              "BalanceObserved",
              "AccountClosed",
              "AccountReopened",
              "BalanceObserved");
      assertThat(types(card)).containsExactly("AccountOpened", "BalanceObserved");
    }

    @Test
    void isOpenedAndClosedWhenItIsFirstSeenSo() {
      String user = someone("gone");
      Bank bank = new Bank(user);
      bank.observes(TIME, List.of(checking), checking(checking, "1"), creditCard(card, "-1"));
      bank.observes(LATER, List.of(checking), checking(checking, "1"), creditCard(card, "-2"));
      soon(() -> assertThat(types(card)).hasSize(3));
      assertClosedBy("provider", account(user, checking));
      assertThat(types(checking))
          .containsExactly("AccountOpened", "BalanceObserved", "AccountClosed");
    }

    @Test
    void isClosedOnceWhateverIsSaidInOneBatch() {
      String user = someone("batch");
      Bank bank = new Bank(user);
      bank.observes(TIME, checking(checking, "1"));
      bank.observes(LATER, List.of(checking), creditCard(card, "-1"));
      bank.observes(LATER, List.of(checking, Ids.next()), creditCard(card, "-1"));
      bank.observes(LAST, checking(checking, "1"), creditCard(card, "-1"));
      bank.observes(LAST, List.of(checking), creditCard(card, "-1"));
      soon(
          () ->
              assertThat(types(checking))
                  .containsExactly(
                      "AccountOpened",
                      "BalanceObserved",
                      "AccountClosed",
                      "AccountReopened",
                      "AccountClosed"));
      assertThat(parked(user)).isZero();
    }
  }

  @Nested
  class TheUsersWord {

    @Test
    void keepsAnAccountClosed() {
      String user = someone("closes");
      Bank bank = new Bank(user);
      bank.observes(TIME, checking(checking, "1"), creditCard(card, "-1"));
      soon(() -> assertThat(types(card)).hasSize(2));
      as(user).delete().uri("/api/accounts/" + checking).exchange().expectStatus().isNoContent();
      bank.observes(LATER, List.of(checking), creditCard(card, "-2"));
      bank.observes(LAST, checking(checking, "1"), creditCard(card, "-3"));
      soon(() -> assertThat(types(card)).hasSize(4));
      assertClosedBy("user", account(user, checking));
      assertThat(types(checking))
          .containsExactly("AccountOpened", "BalanceObserved", "AccountClosed");
    }

    @Test
    void goesBeforeTheBanksAboutAClosedAccount() {
      String user = someone("confirms");
      Bank bank = new Bank(user);
      bank.observes(TIME, checking(checking, "1"), creditCard(card, "-1"));
      bank.observes(LATER, List.of(checking), creditCard(card, "-1"));
      soon(() -> assertClosedBy("provider", account(user, checking)));
      assertClosedBy("user", status(user, "closed"));
      bank.observes(LAST, checking(checking, "1"), creditCard(card, "-2"));
      soon(() -> assertThat(types(card)).hasSize(3));
      assertClosedBy("user", account(user, checking));
    }

    @Test
    void keepsAnAccountOpenUntilTheBankUnlistsItAnew() {
      String user = someone("reopens");
      Bank bank = new Bank(user);
      bank.observes(TIME, checking(checking, "1"), creditCard(card, "-1"));
      bank.observes(LATER, List.of(checking), creditCard(card, "-1"));
      soon(() -> assertClosedBy("provider", account(user, checking)));
      assertClosedBy(null, status(user, "active"));
      bank.observes(LATER, creditCard(card, "-2"));
      soon(() -> assertThat(types(card)).hasSize(3));
      assertClosedBy(null, account(user, checking));
      bank.observes(LAST, checking(checking, "1"), creditCard(card, "-2"));
      bank.observes(LAST, List.of(checking), creditCard(card, "-2"));
      soon(() -> assertClosedBy("provider", account(user, checking)));
    }

    private Map<?, ?> status(String user, String status) {
      return Objects.requireNonNull(
          as(user)
              .patch()
              .uri("/api/accounts/" + checking)
              .bodyValue(Map.of("status", status))
              .exchange()
              .expectStatus()
              .isOk()
              .expectBody(Map.class)
              .returnResult()
              .getResponseBody());
    }
  }

  @Nested
  class ARelinkedAccount {

    @Test
    void isOneAccountWithTheUsersNameAndIsOpenAgain() {
      String user = someone("relink");
      Bank before = new Bank(user);
      Bank after = new Bank(user);
      before.observes(TIME, checking(checking, "10"));
      soon(() -> assertThat(types(checking)).hasSize(2));
      as(user)
          .patch()
          .uri("/api/accounts/" + checking)
          .bodyValue(Map.of("name", "Household"))
          .exchange()
          .expectStatus()
          .isOk();
      before.observes(LATER, List.of(checking));
      soon(() -> assertClosedBy("provider", account(user, checking)));

      ObservedAccount relinked = checking(checking, "10");
      relinked.setExternalId("another-id");
      after.observes(LAST, relinked);
      after.observes(LAST, relinked);
      before.observes(LAST, List.of(checking), creditCard(card, "-1"));
      soon(() -> assertThat(types(card)).hasSize(2));
      assertThat(types(checking))
          .containsExactly(
              "AccountOpened",
              "BalanceObserved",
              "AccountRenamed",
              "AccountClosed",
              "AccountRevised",
              "AccountReopened");
      Map<?, ?> account = account(user, checking);
      assertClosedBy(null, account);
      assertThat(account.get("name")).isEqualTo("Household");
      assertThat(account.get("connectionId")).isEqualTo(after.id.toString());
      assertThat(account.get("externalId")).isEqualTo("another-id");
    }
  }

  @Nested
  class AnAccountThatMayBeAnother {

    @Test
    void saysWhichUntilTheUserDecides() {
      String user = someone("candidates");
      Bank bank = new Bank(user);
      UUID third = Ids.next();
      ObservedAccount fresh = checking(third, "1");
      fresh.setMergeCandidates(List.of(checking, card));
      bank.observes(TIME, checking(checking, "1"), creditCard(card, "-1"), fresh);
      soon(() -> assertThat(types(third)).hasSize(3));
      bank.observes(LATER, fresh);
      bank.observes(LAST, checking(third, "2"));
      soon(() -> assertThat(types(third)).hasSize(4));
      assertThat(types(third))
          .containsExactly(
              "AccountOpened", "BalanceObserved", "AccountMergeProposed", "BalanceObserved");
      List<String> both = List.of(checking.toString(), card.toString());
      assertThat(account(user, third).get("mergeCandidates")).isEqualTo(both);
      assertThat(account(user, checking).get("mergeCandidates")).isEqualTo(List.of());
      as(user)
          .get()
          .uri("/api/accounts")
          .exchange()
          .expectStatus()
          .isOk()
          .expectBody()
          .jsonPath("$.items[2].mergeCandidates")
          .isEqualTo(both);
      as(user)
          .patch()
          .uri("/api/accounts/" + third)
          .bodyValue(Map.of("name", "Mine"))
          .exchange()
          .expectStatus()
          .isOk()
          .expectBody()
          .jsonPath("$.mergeCandidates")
          .isEqualTo(both);
    }
  }

  private Map<?, ?> account(String user, UUID account) {
    return Objects.requireNonNull(
        as(user)
            .get()
            .uri("/api/accounts/" + account)
            .exchange()
            .expectStatus()
            .isOk()
            .expectBody(Map.class)
            .returnResult()
            .getResponseBody());
  }

  private static void assertClosedBy(String party, Map<?, ?> account) {
    assertThat(account.get("status")).isEqualTo(party == null ? "active" : "closed");
    assertThat(account.containsKey("closedBy")).isTrue();
    assertThat(account.get("closedBy")).isEqualTo(party);
  }

  private static List<String> types(UUID account) {
    return platform
        .query(
            "select type from journal.event where stream_id = '" + account + "' order by version")
        .stream()
        .map(row -> String.valueOf(row.get("type")).replaceFirst(".*\\.", ""))
        .toList();
  }

  private static long balances(UUID account) {
    return platform.count("select count(*) from view.balance where account_id = '" + account + "'");
  }

  private static long parked(String user) {
    return platform.count(
        "select count(*) from journal.parked_event where user_id = '"
            + florin.journal.test.TestPlatform.user(user)
            + "'");
  }
}
