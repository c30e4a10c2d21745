package florin.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.events.Topic;
import florin.events.accounts.AccountMerged;
import florin.events.accounts.AccountUnmerged;
import florin.events.money.MoneyAmount;
import florin.events.providersync.ObservedRecurringStream;
import florin.events.providersync.ObservedTransaction;
import florin.events.providersync.RecurringStreamsObserved;
import florin.journal.stream.Actor;
import florin.journal.stream.Ids;
import florin.journal.stream.StreamId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** Recurring series from the intake to the API: detected, judged, revised, ended and undone. */
class RecurringIT extends Household {

  private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);

  private ObservedTransaction row(String external, String text, LocalDate date, String amount) {
    ObservedTransaction row = seen(external, amount, false, null);
    row.setName(text);
    row.setDate(date);
    row.setAmount(new MoneyAmount(new BigDecimal(amount).setScale(10), "USD"));
    return row;
  }

  private List<Map<String, Object>> series(String query) {
    List<Map<String, Object>> found = new ArrayList<>();
    for (Object item : (List<?>) get("/api/recurring?" + query).get("items")) {
      @SuppressWarnings("unchecked")
      Map<String, Object> one = (Map<String, Object>) item;
      found.add(one);
    }
    return found;
  }

  private Map<String, Object> awaitSeries(int occurrences) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(series(""))
                    .singleElement()
                    .extracting(one -> one.get("occurrenceCount"))
                    .isEqualTo(occurrences));
    return series("").getFirst();
  }

  private Map<String, Object> judge(Object id, String verdict) {
    return json(post("/api/recurring/" + id + "/" + verdict, ""), 200);
  }

  private Map<String, Object> revise(Object id, String body) {
    return json(
        api()
            .patch()
            .uri("/api/recurring/" + id)
            .header("Content-Type", "application/json")
            .bodyValue(body)
            .exchange(),
        200);
  }

  private Object latestChange() {
    Map<?, ?> change =
        (Map<?, ?>) ((List<?>) get("/api/changes/transactions?limit=1").get("items")).getFirst();
    return change.get("id");
  }

  private void undo(Object change) {
    json(post("/api/changes/transactions/" + change + "/undo", ""), 200);
  }

  private void undoLatest() {
    undo(latestChange());
  }

  private static Object amountOf(Map<String, Object> one, String field) {
    return new BigDecimal(((Map<?, ?>) one.get(field)).get("amount").toString())
        .stripTrailingZeros()
        .toPlainString();
  }

  /** Seven months, the last one so many days ago. */
  private void subscription(int daysAgo) {
    List<ObservedTransaction> rows = new ArrayList<>();
    for (int month = 6; month >= 0; month--) {
      rows.add(
          row(
              "S" + month,
              "TUNEFY P" + month + "A91F STOCKHOLM",
              TODAY.minusDays(daysAgo).minusMonths(month),
              month > 2 ? "-9.99" : "-11.99"));
    }
    observe(rows.toArray(ObservedTransaction[]::new));
  }

  @Test
  void detectsTheSeriesOfAnImportOfSeveralPagesWithItsLastPage() {
    List<ObservedTransaction> first = new ArrayList<>();
    for (int month = 1; month <= 6; month++) {
      first.add(row("gym-" + month, "IRON GYM", LocalDate.of(2026, month, 3), "-30.00"));
    }
    observe(first, List.of(), List.of(), false);
    awaitCount(6);
    assertThat(series("")).isEmpty();

    observe(List.of(), List.of(), List.of("unknown"), true);
    awaitSeries(6);
    assertThat(
            platform.count(
                "select count(*) from work.series_backlog where user_id = '" + user + "'"))
        .isZero();
  }

  @Test
  void aRowThatAPageOfARunChangesLeavesItsSeriesWithTheLastPage() {
    subscription(20);
    awaitSeries(7);
    observe(
        List.of(), List.of(row("S0", "OTHER SHOP", TODAY, "-80.00")), List.of("unknown"), false);
    observe(List.of(), List.of(), List.of("unknown"), true);
    awaitSeries(6);
  }

  @Test
  void aSubscriptionIsDetectedLinkedAndShownWithItsPrice() {
    subscription(20);
    Map<String, Object> one = awaitSeries(7);
    assertThat(one)
        .containsEntry("direction", "expense")
        .containsEntry("state", "suggested")
        .containsEntry("cadence", "monthly")
        .containsEntry("accountId", account.toString())
        .containsEntry("occurrences", null);
    assertThat(amountOf(one, "expectedAmount")).isEqualTo("-11.99");
    assertThat(amountOf(one, "monthlyAmount")).isEqualTo("-11.99");
    assertThat((List<?>) one.get("reasons")).isNotEmpty();
    LocalDate due = LocalDate.parse(one.get("nextDue").toString());
    assertThat(due).isBetween(TODAY.plusDays(5), TODAY.plusDays(13));
    assertThat(series("dueWithin=14d")).hasSize(1);
    assertThat(series("dueWithin=1d")).isEmpty();
    assertThat(series("direction=income")).isEmpty();

    Map<String, Object> shown = get("/api/recurring/" + one.get("id"));
    assertThat((List<?>) shown.get("occurrences")).hasSize(7);
    assertThat((List<?>) shown.get("priceChanges")).hasSize(1);

    observe(row("S7", "TUNEFY P777 STOCKHOLM SE", due, "-11.99"));
    assertThat(awaitSeries(8)).containsEntry("id", one.get("id"));
    observe(List.of(), List.of(), List.of("S7"));
    awaitSeries(7);
  }

  @Test
  void aSeriesGoesOnWhenALaterVersionReadsAnotherPayeeInItsTexts() {
    subscription(20);
    Map<String, Object> one = awaitSeries(7);
    String payees =
        """
        update view.transaction_payee p set payee_key = '%s'
        from view.transaction t
        where p.user_id = '%s' and t.id = p.transaction_id and t.description like 'TUNEFY%%'
        """;
    platform.execute(payees.formatted("stockholm", user));
    observe(row("S7", "STOCKHOLM 23", TODAY.minusDays(20).plusMonths(1), "-11.99"));
    assertThat(awaitSeries(8)).containsEntry("id", one.get("id"));
    assertThat(series("")).hasSize(1);
    platform.execute(payees.formatted("tunefy", user));
  }

  @Test
  void aSeriesOfMergedAccountsStaysWithTheSurvivorWhenTheyAreSeparated() {
    UUID old = Ids.next();
    openAccount(account);
    openAccount(old);
    publish(old, new AccountMerged(old, account, Instant.now()), true);
    List<ObservedTransaction> rows = new ArrayList<>();
    for (int month = 0; month < 8; month++) {
      ObservedTransaction row =
          row("G" + month, "IRON GYM", LocalDate.of(2026, 1, 3).plusMonths(month), "-30.00");
      row.setAccountId(month < 4 ? old : account);
      rows.add(row);
    }
    observe(rows.toArray(ObservedTransaction[]::new));
    Object id = awaitSeries(8).get("id");

    publish(old, new AccountUnmerged(old, Instant.now()), false);
    ObservedTransaction earlier = row("G-1", "IRON GYM", LocalDate.of(2025, 12, 3), "-30.00");
    earlier.setAccountId(old);
    observe(earlier);
    awaitCount(9);
    assertThat(get("/api/recurring/" + id)).containsEntry("accountId", account.toString());
  }

  /**
   * @param merged whether the account is part of another one afterwards
   */
  private void publish(UUID id, SpecificRecord fact, boolean merged) {
    platform.publish(Topic.ACCOUNTS_EVENTS, new StreamId(user, "account", id), Actor.USER, fact);
    await()
        .atMost(SOON)
        .until(
            () ->
                platform.count(
                        "select count(*) from mirror.account where merged_into is not null and id ="
                            + " '"
                            + id
                            + "'")
                    == (merged ? 1 : 0));
  }

  @Test
  void theHintOfTheBankIsAReason() {
    subscription(20);
    Object id = awaitSeries(7).get("id");
    ObservedRecurringStream stream =
        ObservedRecurringStream.newBuilder()
            .setExternalId("stream")
            .setAccountId(account)
            .setDescription("Tunefy")
            .setFirstDate(TODAY.minusMonths(7))
            .setLastDate(TODAY.minusDays(20))
            .setFrequency("MONTHLY")
            .setAverageAmount(new MoneyAmount(new BigDecimal("-10.50").setScale(10), "USD"))
            .setLastAmount(new MoneyAmount(new BigDecimal("-11.99").setScale(10), "USD"))
            .setActive(true)
            .setStatus("MATURE")
            .setTransactionExternalIds(List.of("S1", "S2", "S3", "S4", "S5", "S6"))
            .build();
    platform.publish(
        Topic.PROVIDER_SYNC_EVENTS,
        new StreamId(user, "connection", connection),
        Actor.PROVIDER,
        new RecurringStreamsObserved(
            connection, UUID.randomUUID(), "plaid", 0, true, List.of(stream), Instant.now()));
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat((List<?>) get("/api/recurring/" + id).get("reasons"))
                    .last()
                    .isEqualTo("the bank reports it as recurring"));
  }

  @Test
  void editsAreUndone() {
    subscription(5);
    Object id = awaitSeries(7).get("id");
    assertThat(judge(id, "confirm")).containsEntry("state", "confirmed");
    undoLatest();
    assertThat(get("/api/recurring/" + id)).containsEntry("state", "suggested");

    Map<String, Object> revised =
        revise(
            id,
            """
            {"name":"Music","amount":{"amount":"-12.50","currency":"USD"},"cadence":"yearly","nextDue":"%s"}
            """
                .formatted(TODAY.plusDays(40)));
    assertThat(revised)
        .containsEntry("name", "Music")
        .containsEntry("cadence", "yearly")
        .containsEntry("nextDue", TODAY.plusDays(40).toString());
    assertThat(amountOf(revised, "expectedAmount")).isEqualTo("-12.5");
    assertThat(amountOf(revised, "monthlyAmount")).isEqualTo("-1.04");
    undoLatest();
    assertThat(get("/api/recurring/" + id))
        .containsEntry("cadence", "monthly")
        .satisfies(one -> assertThat(one.get("name")).isNotEqualTo("Music"));

    Map<?, ?> newest =
        (Map<?, ?>) ((List<?>) get("/api/recurring/" + id).get("occurrences")).getFirst();
    json(
        api()
            .delete()
            .uri("/api/recurring/" + id + "/occurrences/" + newest.get("transactionId"))
            .exchange(),
        200);
    Object unlinked = latestChange();
    awaitSeries(6);
    observe(row("S8", "TUNEFY P888", TODAY, "-3.00"));
    awaitCount(8);
    awaitSeries(6);
    undo(unlinked);
    awaitSeries(7);
  }

  @Test
  void aDismissedSeriesStaysDismissedAndARemovedOneStaysRemoved() {
    subscription(33);
    Object id = awaitSeries(7).get("id");
    assertThat(items("recurring=true")).hasSize(7);
    assertThat(items("recurring=false")).isEmpty();
    assertThat(judge(id, "dismiss"))
        .containsEntry("state", "dismissed")
        .containsEntry("nextDue", null);
    assertThat(items("recurring=true")).isEmpty();
    assertThat(items("recurring=false")).hasSize(7);
    observe(row("S9", "TUNEFY P999", TODAY.minusDays(2), "-11.99"));
    awaitCount(8);
    assertThat(series(""))
        .singleElement()
        .satisfies(
            one ->
                assertThat(one)
                    .containsEntry("state", "dismissed")
                    .containsEntry("occurrenceCount", 7));
    post("/api/recurring/detect", "").expectStatus().isNoContent();
    assertThat(series("")).hasSize(1);
    api().delete().uri("/api/recurring/" + id).exchange().expectStatus().isNoContent();
    post("/api/recurring/detect", "").expectStatus().isNoContent();
    assertThat(series("")).isEmpty();
    api().get().uri("/api/recurring/" + id).exchange().expectStatus().isNotFound();
    undoLatest();
    assertThat(series("state=dismissed")).hasSize(1);
  }

  @Test
  void anEndedSeriesIsRevivedByTheNextOccurrence() {
    subscription(28);
    Object id = awaitSeries(7).get("id");
    assertThat(judge(id, "end")).containsEntry("state", "ended").containsEntry("endedBy", "user");
    observe(row("S7", "TUNEFY P777", TODAY.plusMonths(1).minusDays(28), "-11.99"));
    assertThat(awaitSeries(8)).containsEntry("id", id).containsEntry("state", "suggested");
  }

  @Test
  void c69ASilentSeriesHasEndedAndIsTheSameWhenItComesAgain() {
    subscription(190);
    Map<String, Object> ended = awaitSeries(7);
    assertThat(ended)
        .containsEntry("state", "ended")
        .containsEntry("endedBy", "silence")
        .containsEntry("nextDue", null);
    assertThat(series("dueWithin=366d")).isEmpty();
    LocalDate again = TODAY.minusDays(190).plusMonths(6);
    observe(row("S7", "TUNEFY P777", again, "-11.99"));
    assertThat(awaitSeries(8))
        .containsEntry("id", ended.get("id"))
        .containsEntry("state", "suggested");
  }

  @Test
  void aSeriesCreatedByHandLinksTheTransactionsThatFit() {
    openAccount(account);
    enter(TODAY.minusMonths(1), "-640.00", "Landlord Smith March");
    enter(TODAY.minusDays(2), "-75.00", "Landlord Smith key");
    Map<String, Object> request =
        new HashMap<>(
            Map.of(
                "name",
                "Landlord Smith",
                "accountId",
                account,
                "amount",
                Map.of("amount", "-640.00", "currency", "USD"),
                "cadence",
                "monthly",
                "nextDue",
                TODAY.toString()));
    Map<String, Object> made = json(post("/api/recurring", request), 201);
    assertThat(made)
        .containsEntry("state", "confirmed")
        .containsEntry("occurrenceCount", 1)
        .containsEntry("confidence", 100);
    Object paid = enter(TODAY, "-640.00", "Landlord Smith April").get("id");
    assertThat(get("/api/recurring/" + made.get("id"))).containsEntry("occurrenceCount", 2);
    patch(paid, "{\"excluded\":true}").expectStatus().isOk();
    assertThat(get("/api/recurring/" + made.get("id"))).containsEntry("occurrenceCount", 1);

    refuse(request, "cadence", "hourly", "cadence-unknown");
    refuse(request, "nextDue", "3000-01-01", "due-date-out-of-range");
    refuse(request, "amount", Map.of("amount", "0.00", "currency", "USD"), "amount-zero");
    refuse(request, "amount", Map.of("amount", "-1.00", "currency", "EUR"), "currency-mismatch");
    refuse(request, "transactionId", UUID.randomUUID(), "occurrence-unknown");
  }

  private void refuse(Map<String, Object> request, String field, Object value, String type) {
    Map<String, Object> wrong = new HashMap<>(request);
    wrong.put(field, value);
    assertThat(json(post("/api/recurring", wrong), 422).get("type").toString()).endsWith(type);
  }
}
