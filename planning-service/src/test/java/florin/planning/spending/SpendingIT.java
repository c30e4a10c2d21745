package florin.planning.spending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.events.transactions.Categorised;
import florin.planning.PlanSteps;
import florin.planning.Told;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;

class SpendingIT extends PlanSteps {

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
    return body(me().post()
            .uri("/api/scenarios/{id}/bills", scenario)
            .bodyValue(
                Map.of(
                    "name",
                    name,
                    "amount",
                    usd(amount),
                    "dueDate",
                    due.toString(),
                    "frequency",
                    every))
            .exchange()
            .expectStatus()
            .isCreated())
        .get("id");
  }

  @Test
  void listsEverythingThatItTookOff() {
    Told told = told();
    told.choices("Pacific/Kiritimati", "USD", "250");
    UUID checking = told.account("Checking", "depository", "USD");
    told.balance(checking, "1000", null);
    UUID savings = told.account("Savings", "depository", "USD");
    told.balance(savings, "-40", null);
    told.balance(told.account("Card", "credit", "USD"), "-700", null);
    told.balance(told.account("Broker", "investment", "USD"), "90000", null);
    told.arrived();
    LocalDate today = today();
    told.booked(checking, today, "-12.34", null, true);
    told.booked(checking, today, "-50", null, false);
    UUID rentPaid = told.booked(checking, today.minusDays(1), "-300", null, false);
    told.arrived();
    String scenario = scenario("Baseline");
    plan(scenario, "Gym", "20", today.plusDays(1), "weekly");
    plan(scenario, "Water", "60", today.minusDays(3), "monthly");
    Object rent = plan(scenario, "Rent", "300", today, "monthly");
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
        .extracting("cash", "raw", "total", "perDay", "safeToSpend", "status", "confidence")
        .containsExactly(
            usd("1000.00"),
            usd("617.66"),
            usd("617.66"),
            usd("88.23"),
            usd("88.23"),
            "comfortable",
            "ready");
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

  @Test
  void looksAheadToTheNextPayday() {
    Told told = told();
    UUID checking = told.account("Checking", "depository", "USD");
    told.balance(checking, "1000", "900");
    told.arrived();
    LocalDate today = today();
    told.booked(checking, today.minusDays(20), "2000", "INCOME_WAGES", false);
    told.booked(checking, today.minusDays(6), "2000", "INCOME_WAGES", false);
    told.booked(checking, today.minusDays(1), "3.10", "INCOME_INTEREST_EARNED", false);
    told.arrived();
    Map<?, ?> answer = get(URI + "?mode=until-payday");
    assertThat(answer)
        .extracting("payday", "until", "days")
        .containsExactly(today.plusDays(8).toString(), today.plusDays(8).toString(), 9);
    assertThat(usd(answer))
        .extracting("safeToSpend", "total", "confidence")
        .containsExactly(usd("100.00"), usd("900.00"), "estimated");
  }

  @Test
  void accountsCountAsTheirUserSaysAndMergedOnesOnce() {
    Told told = told();
    UUID kept = told.account("Current", "depository", "USD");
    told.balance(kept, "100", null);
    UUID older = told.account("Current, linked before", "depository", "USD");
    told.balance(older, "100", null);
    told.accounts(older, new florin.events.accounts.AccountMerged(older, kept, Instant.now()));
    UUID deposit = told.account("Fixed deposit", "depository", "USD");
    told.balance(deposit, "5000", null);
    told.accounts(
        deposit,
        new florin.events.accounts.AccountClassified(deposit, "investment", null, Instant.now()));
    told.arrived();
    assertThat(usd(get(URI)).get("cash")).isEqualTo(usd("100.00"));

    told.accounts(older, new florin.events.accounts.AccountUnmerged(older, Instant.now()));
    told.arrived();
    assertThat(usd(get(URI)).get("cash")).isEqualTo(usd("200.00"));
  }

  @Test
  void hiddenAndClosedAccountsAreNotSpentFrom() {
    Told told = told();
    UUID hidden = told.account("Hidden", "depository", "USD");
    told.balance(hidden, "100", null);
    told.accounts(hidden, new florin.events.accounts.AccountHidden(hidden, Instant.now()));
    UUID closed = told.account("Closed", "depository", "USD");
    told.balance(closed, "100", null);
    told.accounts(
        closed, new florin.events.accounts.AccountClosed(closed, "user", Instant.now(), null));
    told.arrived();
    assertThat((List<?>) get(URI).get("items")).isEmpty();
  }

  @Test
  void aBalanceEnteredByHandMovesWithWhatIsBookedAfterIt() {
    Told told = told();
    LocalDate today = today();
    UUID wallet = told.account("Wallet", "depository", "USD");
    Instant observed = today.minusDays(5).atStartOfDay(java.time.ZoneOffset.UTC).toInstant();
    told.balance(wallet, "USD", "manual", "100", null, observed);
    told.entered(wallet, today.minusDays(6), "-7", "In the balance already");
    told.entered(wallet, today.minusDays(5), "-8", "In the balance already");
    told.entered(wallet, today.minusDays(4), "-9", "Since");
    told.arrived();
    assertThat(usd(get(URI)).get("safeToSpend")).isEqualTo(usd("91.00"));
  }

  @Test
  void whatOtherServicesSayIsSeenSoon() {
    Told told = told();
    UUID checking = told.account("Checking", "depository", "USD");
    told.balance(checking, "1000", null);
    UUID transaction = told.booked(checking, LocalDate.of(2026, 3, 1), "-4.20", null, false);
    told.arrived();
    long begun = System.nanoTime();
    told.balance(checking, "777", null);
    await()
        .pollInterval(Duration.ofMillis(10))
        .atMost(SOON)
        .until(() -> usd("777.00").equals(usd(get(URI)).get("cash")));
    long balance = System.nanoTime();
    UUID category = UUID.randomUUID();
    told.transactions(
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
        .containsExactly("today", "UTC", 1, List.of(), List.of());
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
