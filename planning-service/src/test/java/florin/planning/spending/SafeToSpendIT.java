package florin.planning.spending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.events.transactions.Categorised;
import florin.planning.TopicFixture;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;

class SafeToSpendIT extends SafeToSpendSteps {

  private static final Duration SOON = Duration.ofSeconds(30);

  @Test
  void listsEverythingThatItTookOff() {
    TopicFixture topicFixture = told();
    topicFixture.choices("Pacific/Kiritimati", "USD", "250");
    UUID checking = topicFixture.account("Checking", "depository", "USD");
    topicFixture.balance(checking, "1000", null);
    UUID savings = topicFixture.account("Savings", "depository", "USD");
    topicFixture.balance(savings, "-40", null);
    topicFixture.balance(topicFixture.account("Card", "credit", "USD"), "-700", null);
    topicFixture.balance(topicFixture.account("Broker", "investment", "USD"), "90000", null);
    topicFixture.arrived();
    LocalDate today = today();
    topicFixture.booked(checking, today, "-12.34", null, true);
    topicFixture.booked(checking, today, "-50", null, false);
    UUID rentPaid = topicFixture.booked(checking, today.minusDays(1), "-300", null, false);
    topicFixture.arrived();
    String scenario = scenario("Baseline");
    plan(scenario, "Gym", "20", today.plusDays(1), "weekly");
    plan(scenario, "Water", "60", today.minusDays(3), "monthly");
    Object rent =
        plan(scenario, "Rent", "300", today, "monthly", Map.of("accountId", checking.toString()));
    plan(scenario, "Far away", "999", today.plusDays(7), "once");
    plan(scenario("A what-if"), "Yacht", "900", today, "once");

    Map<?, ?> answer = get(URI + "?mode=week");
    Map<?, ?> row = usd(answer);

    assertThat(answer)
        .extracting("mode", "asOf", "until", "days", "timeZone", "payday", "scenarios")
        .containsExactly(
            "week",
            today.toString(),
            today.plusDays(6).toString(),
            7,
            "Pacific/Kiritimati",
            null,
            List.of(scenario));
    assertThat(lines(row))
        .containsExactly(
            "pending 12.34",
            "overdraft 40.00",
            "bill-overdue 60.00",
            "bill-due 20.00",
            "buffer 250.00");
    assertThat(row)
        .extracting("cash", "raw", "total", "perDay", "status", "confidence")
        .containsExactly(
            usd("1000.00"), usd("617.66"), usd("617.66"), usd("88.23"), "comfortable", "ready");
    assertThat((List<?>) row.get("paid"))
        .singleElement()
        .extracting("billId", "amount", "date", "transactionId")
        .containsExactly(rent, usd("300.00"), today.toString(), rentPaid.toString());
  }

  @Test
  void aCopyOfThePlanDoesNotDoubleIt() {
    LocalDate today = today();
    String scenario = scenario("Baseline");
    plan(scenario, "Rent", "300", today, "once");
    Map<?, ?> before = usd(get(URI));
    me().post().uri("/api/scenarios/{id}/copy", scenario).exchange().expectStatus().isCreated();
    assertThat(usd(get(URI))).isEqualTo(before);
    me().delete().uri("/api/scenarios/{id}", scenario).exchange().expectStatus().isNoContent();
    assertThat(lines(usd(get(URI)))).containsExactly("bill-due 300.00");
  }

  @Test
  void looksAheadToTheNextPayday() {
    TopicFixture topicFixture = told();
    UUID checking = topicFixture.account("Checking", "depository", "USD");
    topicFixture.balance(checking, "1000", "900");
    topicFixture.arrived();
    LocalDate today = today();
    topicFixture.booked(checking, today.minusDays(20), "2000", "INCOME_WAGES", false);
    topicFixture.booked(checking, today.minusDays(6), "2000", "INCOME_WAGES", false);
    topicFixture.booked(checking, today.minusDays(1), "3.10", "INCOME_INTEREST_EARNED", false);
    topicFixture.arrived();
    Map<?, ?> answer = get(URI + "?mode=until-payday");
    assertThat(answer)
        .extracting("payday", "until", "days")
        .containsExactly(today.plusDays(8).toString(), today.plusDays(8).toString(), 9);
    assertThat(usd(answer))
        .extracting("perDay", "total", "confidence")
        .containsExactly(usd("100.00"), usd("900.00"), "estimated");
    assertThat(usd(answer).containsKey("safeToSpend")).isFalse();
    String scenario = scenario("Baseline");
    plan(scenario, "Rent", "300", today.plusDays(8), "once");
    plan(scenario, "After the payday", "400", today.plusDays(9), "once");
    Map<?, ?> now = get(URI);
    assertThat(now)
        .extracting("mode", "until", "lastsUntil", "days")
        .containsExactly("today", today.toString(), today.plusDays(8).toString(), 9);
    assertThat(lines(usd(now))).isEmpty();
    assertThat((List<?>) usd(now).get("reserved"))
        .singleElement()
        .extracting("reason", "amount")
        .containsExactly("bill-later", usd("300.00"));
    assertThat(usd(now)).extracting("total", "cash").containsExactly(usd("600.00"), usd("900.00"));
  }

  @Test
  void thePaydayComesFromTheSeriesOfTheSalary() {
    TopicFixture topicFixture = told();
    UUID checking = topicFixture.account("Checking", "depository", "USD");
    topicFixture.balance(checking, "1000", null);
    topicFixture.arrived();
    LocalDate today = today();
    UUID pay = topicFixture.booked(checking, today.minusDays(7), "2000", "INCOME_WAGES", false);
    topicFixture.booked(checking, today.minusDays(21), "2000", "INCOME_WAGES", false);
    topicFixture.booked(checking, today.minusDays(12), "400", "INCOME_OTHER_INCOME", false);
    topicFixture.booked(checking, today.minusDays(16), "400", "INCOME_OTHER_INCOME", false);
    UUID series = topicFixture.series(checking, "biweekly", today.minusDays(21), "2000");
    topicFixture.linked(series, pay, today.minusDays(7), "2000");
    topicFixture.arrived();
    assertThat(get(URI).get("payday")).isEqualTo(today.plusDays(7).toString());
    topicFixture.transactions(
        series, new florin.events.transactions.SeriesEnded(series, java.time.Instant.now()));
    topicFixture.arrived();
    assertThat(get(URI).get("payday")).isNotEqualTo(today.plusDays(7).toString());
  }

  @Test
  void aPaymentThatArrivesOnACardBringsNoPayday() {
    TopicFixture topicFixture = told();
    UUID checking = topicFixture.account("Checking", "depository", "USD");
    UUID card = topicFixture.account("Card", "credit", "USD");
    topicFixture.balance(checking, "1000", null);
    LocalDate today = today();
    UUID paid = topicFixture.booked(card, today.minusDays(9), "900", null, false);
    UUID payments = topicFixture.series(card, "monthly", today.minusDays(40), "900");
    topicFixture.linked(payments, paid, today.minusDays(9), "900");
    UUID benefit = topicFixture.booked(checking, today.minusDays(5), "120", null, false);
    UUID benefits = topicFixture.series(checking, "biweekly", today.minusDays(19), "120");
    topicFixture.linked(benefits, benefit, today.minusDays(5), "120");
    topicFixture.arrived();
    assertThat(get(URI).get("payday")).isEqualTo(today.plusDays(9).toString());
  }

  @Test
  void theChosenScenarioCountsAndTheChoiceCanBeUndone() {
    LocalDate today = today();
    String first = scenario("Baseline");
    plan(first, "Rent", "300", today, "once");
    String second = scenario("Move");
    plan(second, "Rent", "500", today, "once");
    assertThat(texts(get("/api/scenarios"), "active")).containsExactly("false", "true");
    assertThat(lines(usd(get(URI)))).containsExactly("bill-due 300.00");
    assertThat(
            body(
                me().put()
                    .uri("/api/scenarios/{id}/active", second)
                    .exchange()
                    .expectStatus()
                    .isOk()))
        .extracting("id", "active")
        .containsExactly(second, true);
    assertThat(texts(get("/api/scenarios"), "active")).containsExactly("true", "false");
    assertThat(get("/api/scenarios/{id}", first).get("active")).isEqualTo(false);
    assertThat(get(URI).get("scenarios")).isEqualTo(List.of(second));
    assertThat(lines(usd(get(URI)))).containsExactly("bill-due 500.00");
    String change = texts(get("/api/changes/planning"), "id").getFirst();
    me().delete().uri("/api/scenarios/{id}", second).exchange().expectStatus().isNoContent();
    assertThat(lines(usd(get(URI)))).containsExactly("bill-due 300.00");
    problem(me().put().uri("/api/scenarios/{id}/active", second), 422, "scenario-deleted");
    me().post().uri("/api/scenarios/{id}/restore", second).exchange().expectStatus().isOk();
    assertThat(lines(usd(get(URI)))).containsExactly("bill-due 500.00");
    me().post().uri("/api/changes/planning/{id}/undo", change).exchange().expectStatus().isOk();
    assertThat(texts(get("/api/scenarios"), "active")).containsExactly("false", "true");
    assertThat(lines(usd(get(URI)))).containsExactly("bill-due 300.00");
  }

  @Test
  void whatOtherServicesSayIsSeenSoon() {
    TopicFixture topicFixture = told();
    UUID checking = topicFixture.account("Checking", "depository", "USD");
    topicFixture.balance(checking, "1000", null);
    UUID transaction =
        topicFixture.booked(checking, LocalDate.of(2026, 3, 1), "-4.20", null, false);
    topicFixture.arrived();
    long begun = System.nanoTime();
    topicFixture.balance(checking, "777", null);
    await()
        .pollInterval(Duration.ofMillis(10))
        .atMost(SOON)
        .until(() -> usd("777.00").equals(usd(get(URI)).get("cash")));
    long balance = System.nanoTime();
    UUID category = UUID.randomUUID();
    topicFixture.transactions(
        transaction,
        Categorised.newBuilder()
            .setTransactionId(transaction)
            .setAccountId(checking)
            .setCategoryId(category)
            .setAt(Instant.now())
            .build());
    await()
        .pollInterval(Duration.ofMillis(10))
        .atMost(SOON)
        .until(
            () ->
                platform.count(
                        "select count(*) from mirror.category_choice where category_id = '"
                            + category
                            + "'")
                    == 1);
    System.out.printf(
        "seen by planning: a balance after %d ms, a category after %d ms%n",
        (balance - begun) / 1_000_000, (System.nanoTime() - balance) / 1_000_000);
  }

  @Test
  void nobodyKnownYetHasNothingToSpend() {
    Map<?, ?> answer = get(URI);
    assertThat(answer)
        .extracting("mode", "timeZone", "days", "scenarios", "items")
        .containsExactly("today", "UTC", 15, List.of(), List.of());
  }

  /** No other service runs in this test at all. */
  @Test
  void isAnsweredWhileEveryOtherServiceIsDown() {
    String scenario = scenario("Baseline");
    for (String path :
        List.of(
            URI,
            "/api/goals",
            "/api/scenarios",
            "/api/scenarios/" + scenario,
            "/api/scenarios/" + scenario + "/allocations",
            "/api/scenarios/compare?id=" + scenario,
            "/api/changes/planning")) {
      me().method(HttpMethod.GET).uri(path).exchange().expectStatus().isOk();
    }
  }

  @Test
  void anUnknownModeIsRefused() {
    problem(me().get().uri(URI + "?mode=month"), 400, "invalid-parameter", "mode");
    problem(me().get().uri(URI + "?days=3"), 400, "unknown-parameter", "days");
  }
}
