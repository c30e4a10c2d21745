package florin.planning.spending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.events.transactions.Categorised;
import florin.planning.PlanSteps;
import florin.planning.TopicFixture;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;

class SafeToSpendIT extends PlanSteps {

  private static final String URI = "/api/safe-to-spend";
  private static final Duration SOON = Duration.ofSeconds(30);

  /** The day on the user's calendar, by the service's own clock. */
  private LocalDate today() {
    return LocalDate.parse(get(URI).get("asOf").toString());
  }

  private static Map<?, ?> usd(Map<?, ?> answer) {
    return ((List<?>) answer.get("items"))
        .stream()
            .map(row -> (Map<?, ?>) row)
            .filter(row -> "USD".equals(row.get("currency")))
            .findFirst()
            .orElseThrow();
  }

  private static List<String> lines(Map<?, ?> row) {
    return ((List<?>) row.get("subtracted"))
        .stream()
            .map(line -> (Map<?, ?>) line)
            .map(line -> line.get("reason") + " " + ((Map<?, ?>) line.get("amount")).get("amount"))
            .toList();
  }

  private Object plan(String scenario, String name, String amount, LocalDate due, String every) {
    return plan(scenario, name, amount, due, every, Map.of());
  }

  private Object plan(
      String scenario,
      String name,
      String amount,
      LocalDate due,
      String every,
      Map<String, Object> more) {
    Map<String, Object> bill = new java.util.HashMap<>(more);
    bill.put("name", name);
    bill.put("amount", usd(amount));
    bill.put("dueDate", due.toString());
    bill.put("frequency", every);
    return body(me().post()
            .uri("/api/scenarios/{id}/bills", scenario)
            .bodyValue(bill)
            .exchange()
            .expectStatus()
            .isCreated())
        .get("id");
  }

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
  void aBillThatIsPaidIsNotOwed() {
    LocalDate today = today();
    String scenario = scenario("Baseline");
    Object rent = plan(scenario, "Rent", "300", today.minusDays(40), "weekly");
    assertThat(lines(usd(get(URI)))).containsExactly("bill-overdue 300.00");
    me().patch()
        .uri("/api/scenarios/{id}/bills/{bill}", scenario, rent)
        .bodyValue(Map.of("paidThrough", today.minusDays(20).toString()))
        .exchange()
        .expectStatus()
        .isOk();
    assertThat(lines(usd(get(URI)))).hasSize(3).containsOnly("bill-overdue 300.00");
  }

  private Map<?, ?> mark(String scenario, Object bill, LocalDate day, String status) {
    return body(
        me().post()
            .uri(
                "/api/scenarios/{id}/bills/{bill}/occurrences/{day}/{status}",
                scenario,
                bill,
                day,
                status)
            .exchange()
            .expectStatus()
            .isOk());
  }

  private Object latestChange() {
    return ((Map<?, ?>) ((List<?>) get("/api/changes/planning?limit=1").get("items")).getFirst())
        .get("id");
  }

  private void undo(Object change) {
    me().post().uri("/api/changes/planning/{id}/undo", change).exchange().expectStatus().isOk();
  }

  @Test
  void aDueDateThatIsMarkedUnpaidIsNotSettledAgainByTheRowThatSettledIt() {
    TopicFixture topicFixture = told();
    UUID checking = topicFixture.account("Checking", "depository", "USD");
    topicFixture.balance(checking, "1000", null);
    topicFixture.arrived();
    LocalDate today = today();
    UUID paidBy = topicFixture.entered(checking, today.minusDays(2), "-300", "Landlord");
    topicFixture.arrived();
    String scenario = scenario("Baseline");
    Object rent =
        plan(
            scenario,
            "Rent",
            "300",
            today.minusDays(3),
            "monthly",
            Map.of("accountId", checking.toString()));
    LocalDate due = today.minusDays(3);
    assertThat(lines(usd(get(URI)))).isEmpty();

    assertThat(mark(scenario, rent, due, "unpaid"))
        .extracting("status", "notPaidBy", "dueDate")
        .containsExactly("unpaid", List.of(paidBy.toString()), due.toString());
    mark(scenario, rent, due, "unpaid");
    Object marked = latestChange();
    assertThat(lines(usd(get(URI)))).containsExactly("bill-overdue 300.00");
    assertThat((List<?>) usd(get(URI)).get("paid")).isEmpty();
    me().post().uri("/api/scenarios/{id}/copy", scenario).exchange().expectStatus().isCreated();
    undo(marked);
    assertThat(lines(usd(get(URI)))).isEmpty();

    mark(scenario, rent, due, "unpaid");
    topicFixture.entered(checking, today, "-300", "Landlord again");
    topicFixture.arrived();
    assertThat(lines(usd(get(URI)))).isEmpty();

    mark(scenario, rent, due, "paid");
    assertThat(lines(usd(get(URI)))).isEmpty();
    assertThat((List<?>) usd(get(URI)).get("paid")).isEmpty();
    problem(
        me().post()
            .uri(
                "/api/scenarios/{id}/bills/{bill}/occurrences/{day}/unpaid",
                scenario,
                rent,
                due.plusDays(1)),
        422,
        "bill-not-due");
    problem(
        me().post()
            .uri(
                "/api/scenarios/{id}/bills/{bill}/occurrences/{day}/paid",
                scenario,
                UUID.randomUUID(),
                due),
        404,
        "not-found");
  }

  @Test
  void aDayBeforePaidThroughIsMarkedUnpaidUntilPaidThroughChanges() {
    LocalDate today = today();
    String scenario = scenario("Baseline");
    Object rent =
        plan(
            scenario,
            "Rent",
            "300",
            today.minusDays(21),
            "weekly",
            Map.of("paidThrough", today.minusDays(1).toString()));
    mark(scenario, rent, today, "paid");
    mark(scenario, rent, today.minusDays(14), "unpaid");
    assertThat(lines(usd(get(URI)))).containsExactly("bill-overdue 300.00");
    assertThat(lines(usd(get(URI + "?mode=week")))).containsExactly("bill-overdue 300.00");
    me().patch()
        .uri("/api/scenarios/{id}/bills/{bill}", scenario, rent)
        .bodyValue(Map.of("paidThrough", today.minusDays(2).toString()))
        .exchange()
        .expectStatus()
        .isOk();
    assertThat(lines(usd(get(URI)))).isEmpty();
  }

  private UUID debt(TopicFixture topicFixture, String name, String minimum, LocalDate due) {
    UUID account = topicFixture.account(name, "credit", "credit card", "USD");
    topicFixture.debt(account, minimum, due);
    return account;
  }

  @Test
  void minimumPaymentsAreSubtractedOnceIfTheSettingsIncludeThem() {
    TopicFixture topicFixture = told();
    UUID checking = topicFixture.account("Checking", "depository", "USD");
    topicFixture.balance(checking, "1000", null);
    LocalDate today = LocalDate.now(java.time.ZoneOffset.UTC);
    UUID card = debt(topicFixture, "Card", "35", today);
    debt(topicFixture, "Later", "20", today.plusDays(5));
    debt(topicFixture, "Far away", "50", today.plusDays(40));
    UUID billed = debt(topicFixture, "Billed", "60", today);
    UUID paid = debt(topicFixture, "Paid", "70", today.plusDays(1));
    UUID sent = topicFixture.entered(checking, today.minusDays(3), "-80", "Payment");
    UUID received = topicFixture.entered(paid, today.minusDays(3), "80", "Thank you");
    topicFixture.transfer(sent, received);
    topicFixture.arrived();
    String scenario = scenario("Baseline");
    plan(scenario, "Card bill", "60", today, "monthly", Map.of("accountId", billed.toString()));
    assertThat(lines(usd(get(URI)))).containsExactly("bill-due 60.00");
    assertThat(get(URI + "/settings"))
        .extracting("minimumPayments", "version")
        .containsExactly(false, 0);

    includeMinimumPayments(true);
    Map<?, ?> row = usd(get(URI));
    assertThat(lines(row)).containsExactly("bill-due 60.00", "minimum-payment 35.00");
    assertThat((List<?>) row.get("reserved"))
        .singleElement()
        .extracting("reason", "name")
        .containsExactly("minimum-payment", "Later");
    assertThat(row.get("raw")).isEqualTo(usd("885.00"));

    topicFixture.ended(card);
    topicFixture.arrived();
    assertThat(lines(usd(get(URI)))).containsExactly("bill-due 60.00");
    undo(latestChange());
    assertThat((List<?>) usd(get(URI)).get("reserved")).isEmpty();
    problem(me().put().uri(URI + "/settings").bodyValue(Map.of()), 400, "invalid-request");
  }

  private void includeMinimumPayments(boolean included) {
    me().put()
        .uri(URI + "/settings")
        .bodyValue(Map.of("minimumPayments", included))
        .exchange()
        .expectStatus()
        .isOk();
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
  void aCardPaymentDoesNotSettleTheRent() {
    TopicFixture topicFixture = told();
    UUID checking = topicFixture.account("Checking", "depository", "checking", "USD");
    topicFixture.balance(checking, "1000", null);
    UUID card = topicFixture.account("Card", "credit", "credit card", "USD");
    topicFixture.arrived();
    LocalDate today = today();
    topicFixture.booked(checking, today, "-300", "LOAN_PAYMENTS_CREDIT_CARD_PAYMENT", false);
    topicFixture.entered(checking, today, "-200", "ONLINE PAYMENT");
    topicFixture.entered(card, today, "200", "PAYMENT RECEIVED");
    topicFixture.arrived();
    String scenario = scenario("Baseline");
    Map<String, Object> onChecking = Map.of("accountId", checking.toString());
    plan(scenario, "Rent", "300", today, "once", onChecking);
    plan(scenario, "Garage", "200", today, "once", onChecking);
    Map<?, ?> row = usd(get(URI));
    assertThat(lines(row)).containsExactlyInAnyOrder("bill-due 300.00", "bill-due 200.00");
    assertThat((List<?>) row.get("paid")).isEmpty();
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
  void aBillFollowsItsSeriesAndAnOccurrenceSettlesIt() {
    TopicFixture topicFixture = told();
    UUID checking = topicFixture.account("Checking", "depository", "USD");
    topicFixture.balance(checking, "1000", null);
    LocalDate today = today();
    UUID series = topicFixture.series(checking, "biweekly", today.minusWeeks(4), "-61.20");
    UUID before = topicFixture.entered(checking, today.minusDays(15), "-58.00", "CITY POWER");
    topicFixture.linked(series, before, today.minusDays(15), "-58.00");
    topicFixture.arrived();
    String scenario = scenario("Baseline");
    Object bill =
        plan(
            scenario,
            "Power",
            "50",
            today.minusYears(1),
            "monthly",
            Map.of("seriesId", series.toString()));
    assertThat(lines(usd(get(URI)))).containsExactly("bill-due 61.20");
    assertThat(get("/api/scenarios/" + scenario + "/bills/" + bill))
        .extracting("seriesId", "amount")
        .containsExactly(series.toString(), usd("61.20"));
    UUID paid = topicFixture.entered(checking, today, "-75.00", "CITY POWER");
    topicFixture.linked(series, paid, today, "-75.00");
    topicFixture.arrived();
    assertThat(lines(usd(get(URI)))).isEmpty();
  }

  @Test
  void accountsCountAsTheirUserSaysAndMergedOnesOnce() {
    TopicFixture topicFixture = told();
    UUID kept = topicFixture.account("Current", "depository", "USD");
    topicFixture.balance(kept, "100", null);
    UUID older = topicFixture.account("Current, linked before", "depository", "USD");
    topicFixture.balance(older, "100", null);
    topicFixture.accounts(
        older, new florin.events.accounts.AccountMerged(older, kept, Instant.now()));
    UUID deposit = topicFixture.account("Fixed deposit", "depository", "USD");
    topicFixture.balance(deposit, "5000", null);
    topicFixture.accounts(
        deposit,
        new florin.events.accounts.AccountClassified(deposit, "investment", null, Instant.now()));
    topicFixture.arrived();
    assertThat(usd(get(URI)).get("cash")).isEqualTo(usd("100.00"));

    topicFixture.accounts(older, new florin.events.accounts.AccountUnmerged(older, Instant.now()));
    topicFixture.arrived();
    assertThat(usd(get(URI)).get("cash")).isEqualTo(usd("200.00"));
  }

  @Test
  void savingsAreSpentOnlyIfTheUserChoseSo() {
    TopicFixture topicFixture = told();
    topicFixture.balance(
        topicFixture.account("Checking", "depository", "checking", "USD"), "100", null);
    topicFixture.balance(topicFixture.account("Cash", "depository", null, "USD"), "20", null);
    topicFixture.balance(
        topicFixture.account("Savings", "depository", "savings", "USD"), "5000", null);
    topicFixture.balance(
        topicFixture.account("Money", "depository", "money market", "USD"), "7000", null);
    UUID own = topicFixture.account("Rainy day", "depository", "checking", "USD");
    topicFixture.balance(own, "900", null);
    topicFixture.accounts(
        own,
        new florin.events.accounts.AccountClassified(own, "depository", "savings", Instant.now()));
    topicFixture.arrived();
    assertThat(usd(get(URI)).get("cash")).isEqualTo(usd("120.00"));
    topicFixture.choices("UTC", "USD", null, true);
    topicFixture.arrived();
    assertThat(usd(get(URI)).get("cash")).isEqualTo(usd("13020.00"));
  }

  @Test
  void aTransferBetweenOwnAccountsAndAnAmountAloneSettleNoBill() {
    TopicFixture topicFixture = told();
    UUID checking = topicFixture.account("Checking", "depository", "checking", "USD");
    topicFixture.balance(checking, "1000", null);
    UUID savings = topicFixture.account("Savings", "depository", "savings", "USD");
    topicFixture.arrived();
    LocalDate today = today();
    topicFixture.booked(checking, today.minusDays(1), "-300", null, false);
    topicFixture.booked(savings, today, "300", null, false);
    topicFixture.booked(checking, today, "-200", "TRANSFER_OUT_ACCOUNT_TRANSFER", false);
    topicFixture.booked(checking, today, "-100", null, false);
    UUID fiber = topicFixture.entered(checking, today, "-50.25", "ACME FIBER 0126");
    UUID taxi =
        topicFixture.booked(checking, today, "-40", "TRANSPORTATION_TAXIS_AND_RIDE_SHARES", false);
    topicFixture.arrived();
    String scenario = scenario("Baseline");
    Map<String, Object> onChecking = Map.of("accountId", checking.toString());
    plan(scenario, "Rent", "300", today, "once", onChecking);
    plan(scenario, "Plan", "200", today, "once", onChecking);
    plan(scenario, "Gym", "100", today, "once");
    Object internet = plan(scenario, "Acme Fiber", "50", today, "once");
    Object rides =
        plan(
            scenario,
            "Rides",
            "40",
            today,
            "once",
            Map.of("categoryId", category("TRANSPORTATION")));
    Map<?, ?> row = usd(get(URI));
    assertThat(lines(row))
        .containsExactlyInAnyOrder("bill-due 300.00", "bill-due 200.00", "bill-due 100.00");
    assertThat((List<?>) row.get("paid"))
        .extracting("billId", "transactionId")
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(internet, fiber.toString()),
            org.assertj.core.groups.Tuple.tuple(rides, taxi.toString()));
  }

  private static String category(String label) {
    return florin.journal.stream.Ids.named(florin.events.CategoryTaxonomy.NAMESPACE, label)
        .toString();
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
  void hiddenAndClosedAccountsAreNotSpentFrom() {
    TopicFixture topicFixture = told();
    UUID hidden = topicFixture.account("Hidden", "depository", "USD");
    topicFixture.balance(hidden, "100", null);
    topicFixture.accounts(hidden, new florin.events.accounts.AccountHidden(hidden, Instant.now()));
    UUID closed = topicFixture.account("Closed", "depository", "USD");
    topicFixture.balance(closed, "100", null);
    topicFixture.accounts(
        closed, new florin.events.accounts.AccountClosed(closed, "user", Instant.now(), null));
    topicFixture.arrived();
    assertThat((List<?>) get(URI).get("items")).isEmpty();
  }

  @Test
  void aBalanceEnteredByHandMovesWithWhatIsBookedAfterIt() {
    TopicFixture topicFixture = told();
    LocalDate today = today();
    UUID wallet = topicFixture.account("Wallet", "depository", "USD");
    Instant observed = today.minusDays(5).atStartOfDay(java.time.ZoneOffset.UTC).toInstant();
    topicFixture.entered(wallet, today.minusDays(5), "-8", "In the balance already");
    topicFixture.balance(wallet, "USD", "manual", "100", null, observed);
    topicFixture.entered(wallet, today.minusDays(6), "-7", "In the balance already");
    topicFixture.entered(wallet, today.minusDays(4), "-9", "Since");
    topicFixture.arrived();
    assertThat(usd(get(URI)).get("total")).isEqualTo(usd("91.00"));
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
