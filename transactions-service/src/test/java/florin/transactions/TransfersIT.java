package florin.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.events.Topic;
import florin.events.accounts.AccountMerged;
import florin.events.money.MoneyAmount;
import florin.events.providersync.ObservedTransaction;
import florin.journal.stream.Actor;
import florin.journal.stream.Ids;
import florin.journal.stream.StreamId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Transfers between the accounts of a household, from the bank and by hand. */
class TransfersIT extends HouseholdWithSavings {

  private static final LocalDate DAY = LocalDate.of(2026, 1, 5);

  private ObservedTransaction outgoing() {
    return row("OUT", account, "-500.00", DAY, TO_SAVINGS);
  }

  private ObservedTransaction incoming() {
    return row("IN", savings, "500.00", DAY.plusDays(1), FROM_CHECKING);
  }

  private void observeTransfer() {
    observeAccounts();
    observe(row("SHOP", account, "-12.00", DAY, "CORNER SHOP"), outgoing(), incoming());
    awaitCount(3);
  }

  private List<?> pages(String path) {
    return (List<?>) get(path).get("items");
  }

  private static Object at(Object json, String... path) {
    Object value = json;
    for (String name : path) {
      value = Objects.requireNonNull((Map<?, ?>) value).get(name);
    }
    return value;
  }

  private void undo(Object change) {
    json(post("/api/changes/transactions/" + change + "/undo", Map.of()), 200);
  }

  private Object newestChange() {
    List<?> changes = pages("/api/changes/transactions?limit=1");
    return at(changes.getFirst(), "id");
  }

  private void awaitState(Object transfer, String state, String ended) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(get("/api/transfers/" + transfer))
                    .containsEntry("state", state)
                    .containsEntry("ended", ended));
  }

  @Test
  void matchesAClearPairInTheIntakeAndShowsItOnBothRows() {
    observeTransfer();
    Map<String, Object> out = only("OUT");
    Map<String, Object> in = only("IN");
    assertThat(out.get("transferId")).isNotNull().isEqualTo(in.get("transferId"));
    assertThat(out)
        .containsEntry("transferAccountId", savings.toString())
        .containsEntry("transferAccount", "Plaid Saving");
    assertThat(in).containsEntry("transferAccount", "Plaid Checking");
    assertThat(items(ALL + "&transfers=only")).hasSize(2);
    assertThat(items(ALL + "&transfers=exclude"))
        .extracting(item -> item.get("externalId"))
        .containsExactly("SHOP");
    assertThat(pages("/api/transfers"))
        .singleElement()
        .satisfies(
            pair -> {
              assertThat(at(pair, "source")).isEqualTo("automatic");
              assertThat(at(pair, "daysApart")).isEqualTo(1);
              assertThat((List<?>) at(pair, "reasons"))
                  .map(Object::toString)
                  .contains("outgoing-names-account", "both-sides-hint", "only-pair-of-amount");
              assertThat(at(pair, "outgoing", "transactionId")).isEqualTo(out.get("id"));
            });
    assertThat(pages("/api/transfers/suggestions")).isEmpty();
    api().get().uri("/api/transactions?transfers=maybe").exchange().expectStatus().isBadRequest();
  }

  @Test
  void c73APairThatIsTakenApartStaysApartAndItsRowsStayAsTheyWere() {
    observeTransfer();
    Object transfer = only("OUT").get("transferId");
    Object id = only("OUT").get("id");
    patch(id, "{\"note\":\"mine\"}").expectStatus().isOk();
    assertThat(json(api().delete().uri("/api/transfers/" + transfer).exchange(), 200))
        .containsEntry("state", "unmatched")
        .containsEntry("ended", "user");
    Object unmatched = newestChange();
    ObservedTransaction again = incoming();
    again.setDate(DAY);
    observe(List.of(), List.of(again), List.of());
    await().atMost(SOON).until(() -> DAY.toString().equals(only("IN").get("date")));
    assertThat(items(ALL)).hasSize(3).allSatisfy(row -> assertThat(row.get("transferId")).isNull());
    assertThat(only("OUT")).containsEntry("note", "mine");
    assertThat(pages("/api/transfers/suggestions")).isEmpty();
    assertThat(json(post("/api/transfers/match", Map.of()), 200)).containsEntry("matched", 0);
    json(post("/api/rules/apply", ""), 200);
    openAccount(account);
    commit(
        uploadTo(
            account,
            HEADER + DAY + "," + TO_SAVINGS + ",-500.00\n" + DAY + ",CORNER SHOP,-12.00\n"));
    assertThat(items(ALL)).hasSize(3).allSatisfy(row -> assertThat(row.get("transferId")).isNull());
    assertThat(pages("/api/transfers/suggestions")).isEmpty();

    undo(unmatched);
    assertThat(only("OUT")).containsEntry("transferId", transfer);
    undo(newestChange());
    assertThat(only("OUT").get("transferId")).isNull();
    assertThat(pages("/api/transfers/suggestions")).isEmpty();
  }

  @Test
  void whatTheBankTakesBackOrMovesTakesThePairApart() {
    observeAccounts();
    ObservedTransaction pending = outgoing();
    pending.setPending(true);
    observe(pending, incoming());
    awaitCount(2);
    Object transfer = only("OUT").get("transferId");
    assertThat(transfer).isNotNull();
    ObservedTransaction posted = row("POSTED", account, "-500.00", DAY.plusDays(1), TO_SAVINGS);
    posted.setPendingExternalId("OUT");
    observe(List.of(posted), List.of(), List.of("OUT"));
    await()
        .atMost(SOON)
        .until(() -> items(ALL).stream().anyMatch(item -> "POSTED".equals(item.get("externalId"))));
    assertThat(only("POSTED")).containsEntry("transferId", transfer);

    posted.setDate(DAY.plusDays(30));
    observe(List.of(), List.of(posted), List.of());
    awaitState(transfer, "unmatched", "date");
    posted.setDate(DAY);
    observe(List.of(), List.of(posted), List.of());
    awaitState(transfer, "matched", null);
    posted.setAmount(new MoneyAmount(new BigDecimal("-501").setScale(10), "USD"));
    observe(List.of(), List.of(posted), List.of());
    awaitState(transfer, "unmatched", "amount");
    posted.setAmount(new MoneyAmount(new BigDecimal("-500").setScale(10), "USD"));
    observe(List.of(), List.of(posted), List.of());
    awaitState(transfer, "matched", null);
    observe(List.of(), List.of(), List.of("POSTED"));
    awaitState(transfer, "unmatched", "removed");
    assertThat(items(ALL))
        .singleElement()
        .satisfies(row -> assertThat(row.get("transferId")).isNull());
  }

  @Test
  void accountsThatBecomeOneHaveNoTransferBetweenThem() {
    openAccount(account);
    openAccount(savings);
    observeTransfer();
    Object transfer = only("OUT").get("transferId");
    assertThat(transfer).isNotNull();
    platform.publish(
        Topic.ACCOUNTS_EVENTS,
        new StreamId(user, "merges", user),
        Actor.USER,
        new AccountMerged(savings, account, Instant.now()));
    awaitState(transfer, "unmatched", "account");
    assertThat(only("OUT").get("transferId")).isNull();
    assertThat(json(post("/api/transfers/match", Map.of()), 200)).containsEntry("matched", 0);
    refused(List.of("OUT", "IN"), 422, "transfer-same-account");
  }

  @Test
  void c72APairWhosePendingTransactionVanishesIsTakenApart() {
    observeAccounts();
    ObservedTransaction pending = row("PENDING", account, "-75.00", DAY, TO_SAVINGS);
    pending.setPending(true);
    observe(pending, row("POSTED", savings, "75.00", DAY, FROM_CHECKING));
    awaitCount(2);
    Object transfer = only("POSTED").get("transferId");
    assertThat(transfer).isNotNull().isEqualTo(only("PENDING").get("transferId"));
    observe(List.of(), List.of(), List.of("PENDING"));
    awaitState(transfer, "unmatched", "removed");
    assertThat(only("POSTED").get("transferId")).isNull();
  }

  @Test
  void c72MoneyThatArrivesFirstInAnotherCurrencyOrOnOneAccountIsNotMatchedAutomatically() {
    observeAccounts();
    UUID yen = Ids.next();
    ObservedTransaction foreign = row("YEN", yen, "100.00", DAY, "TRANSFER");
    foreign.setAmount(new MoneyAmount(new BigDecimal("100").setScale(10), "JPY"));
    observe(
        row("LATE", account, "-500.00", DAY.plusDays(1), "TRANSFER"),
        row("EARLY", savings, "500.00", DAY, "TRANSFER"),
        row("DOLLAR", account, "-100.00", DAY, "TRANSFER"),
        foreign,
        row("BUY", account, "-20.00", DAY, "SHOP"),
        row("REFUND", account, "20.00", DAY, "SHOP"));
    awaitCount(6);
    assertThat(items(ALL + "&transfers=only")).isEmpty();

    Map<String, Object> made =
        json(
            post(
                "/api/transfers",
                Map.of("transactionIds", List.of(only("YEN").get("id"), only("DOLLAR").get("id")))),
            201);
    assertThat(made).containsEntry("source", "user");
    assertThat(at(made, "outgoing", "transactionId")).isEqualTo(only("DOLLAR").get("id"));
    refused(List.of("BUY", "REFUND"), 422, "transfer-same-account");
    refused(List.of("LATE", "REFUND"), 422, "transfer-same-account");
    refused(List.of("LATE", "BUY"), 422, "transfer-same-direction");
    refused(List.of("BUY", "EARLY"), 422, "transfer-amounts-differ");
    refused(List.of("DOLLAR", "EARLY"), 422, "transfer-amounts-differ");
    assertThat(
            json(
                post(
                    "/api/transfers",
                    Map.of("transactionIds", List.of(Ids.next(), only("BUY").get("id")))),
                422))
        .containsEntry("type", "urn:florin:problem:transaction-unknown");
    undo(newestChange());
    assertThat(items(ALL + "&transfers=only")).isEmpty();
  }

  private void refused(List<String> externals, int status, String problem) {
    List<Object> ids = new ArrayList<>();
    externals.forEach(external -> ids.add(only(external).get("id")));
    assertThat(json(post("/api/transfers", Map.of("transactionIds", ids)), status).get("type"))
        .asString()
        .endsWith(problem);
  }

  @Test
  void suggestsWhatIsNotClearWithReasonsAndRemembersTheAnswer() {
    observeAccounts();
    observe(
        row("A", account, "-80.00", DAY, "WEB 4711"),
        row("B", savings, "80.00", DAY, "WEB 4712"),
        row("C", account, "-90.00", DAY, "WEB 4713"),
        row("D", savings, "90.00", DAY.plusDays(2), "WEB 4714"));
    awaitCount(4);
    assertThat(items(ALL + "&transfers=only")).isEmpty();
    List<?> suggestions = pages("/api/transfers/suggestions");
    assertThat(suggestions).hasSize(2);
    assertThat((List<?>) at(suggestions.getFirst(), "reasons")).isNotEmpty();
    assertThat(pages("/api/transfers/suggestions?limit=1")).hasSize(1);
    Object first = at(suggestions.get(0), "id");
    Object second = at(suggestions.get(1), "id");

    json(post("/api/transfers/suggestions/" + first + "/reject", Map.of()), 200);
    assertThat(pages("/api/transfers/suggestions")).hasSize(1);
    assertThat(pages("/api/transfers?state=rejected")).hasSize(1);
    Object rejection = newestChange();
    json(post("/api/transfers/suggestions/" + second + "/confirm", Map.of()), 201);
    assertThat(items(ALL + "&transfers=only")).hasSize(2);
    assertThat(pages("/api/transfers/suggestions")).isEmpty();
    undo(newestChange());
    undo(rejection);
    assertThat(pages("/api/transfers/suggestions")).hasSize(2);
    json(post("/api/transfers/suggestions/nonsense/confirm", Map.of()), 404);
  }

  @Test
  void matchesManualEntriesAndTheHistoryAsOneChange() {
    openAccount(account);
    Map<String, Object> settings = Map.of("mode", "suggest", "windowDays", 4, "threshold", 70);
    json(put("/api/transfers/settings", settings), 200);
    observeAccounts();
    observe(row("IN", savings, "40.00", DAY, FROM_CHECKING), incoming());
    enter(DAY, "-40.00", "Transfer to savings");
    enter(DAY, "-500.00", "Transfer to savings");
    await().atMost(SOON).untilAsserted(() -> assertThat(items(ALL)).hasSize(3));
    assertThat(items(ALL + "&transfers=only")).isEmpty();
    Map<String, Object> done = json(post("/api/transfers/match", Map.of()), 200);
    assertThat(done).containsEntry("matched", 1);
    assertThat(json(post("/api/transfers/match", Map.of()), 200)).containsEntry("matched", 0);
    undo(done.get("changeId"));
    assertThat(items(ALL + "&transfers=only")).isEmpty();

    json(
        put(
            "/api/transfers/settings",
            Map.of("mode", "automatic", "windowDays", 2, "threshold", 60)),
        200);
    assertThat(get("/api/transfers/settings"))
        .containsEntry("windowDays", 2)
        .containsEntry("version", 2);
    observe(row("LATER", savings, "75.00", DAY, FROM_CHECKING));
    await().atMost(SOON).until(() -> items(ALL).size() == 4);
    Map<String, Object> entered = enter(DAY, "-75.00", "Transfer to savings");
    assertThat(entered.get("transferId")).isNotNull();
    assertThat(only("LATER")).containsEntry("transferId", entered.get("transferId"));
    undo(newestChange());
    assertThat(only("LATER").get("transferId")).isNull();
    assertThat(items(ALL)).hasSize(4);
    json(
        put("/api/transfers/settings", Map.of("mode", "off", "windowDays", 4, "threshold", 70)),
        200);
    json(post("/api/transfers/match", Map.of()), 409);
    json(put("/api/transfers/settings", Map.of("mode", "off", "windowDays", 99)), 400);
  }

  private org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec put(
      String path, Object body) {
    return api()
        .put()
        .uri(path)
        .header("Content-Type", "application/json")
        .bodyValue(body)
        .exchange();
  }
}
