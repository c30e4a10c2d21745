package florin.planning.spending;

import static org.assertj.core.api.Assertions.assertThat;

import florin.planning.TopicFixture;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The bills and minimum payments that are subtracted, and the payments that settle them. */
class SafeToSpendBillsIT extends SafeToSpendSteps {

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
}
