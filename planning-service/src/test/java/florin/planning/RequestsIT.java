package florin.planning;

import florin.journal.test.openapi.OpenApiFuzz;
import florin.journal.test.openapi.Repetitions;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Every operation of the document, with hostile requests and with every write sent twice. */
class RequestsIT extends PlanSteps {

  private static final String USD = "{\"amount\":\"100.00\",\"currency\":\"USD\"}";

  private static final Map<String, List<String>> WORDS =
      Map.of(
          "frequency",
          List.of("once", "weekly", "biweekly", "semi-monthly", "monthly", "quarterly", "yearly"),
          "percent",
          List.of("12.5", "1", "100"),
          "mode",
          List.of("today", "week", "until-payday"));

  /** An account that the service knows. */
  private static String account(String subject) {
    TopicFixture topicFixture = new TopicFixture(platform, subject);
    UUID account = topicFixture.account("Checking", "depository", "USD");
    topicFixture.balance(account, "999999999999999999.00", null);
    UUID second = topicFixture.account("Savings", "depository", "USD");
    topicFixture.balance(second, "999999999999999999.00", null);
    topicFixture.arrived();
    return account.toString();
  }

  @Test
  void neverFailOnAnyInput() throws InterruptedException {
    OpenApiFuzz fuzz =
        OpenApiFuzz.of(platform, port)
            .naming("id", "/api/scenarios")
            .naming("goalId", "/api/goals")
            .naming("billId", "/api/scenarios/{id}/bills")
            .naming("after", "/api/changes/planning");
    for (int i = 0; i < 4; i++) {
      String subject = "nasty-" + UUID.randomUUID();
      Map<String, List<String>> known = new java.util.HashMap<>(WORDS);
      known.put("accountId", List.of(account(subject)));
      fuzz.as(subject, known);
    }
    fuzz.run();
  }

  @Test
  void areAnsweredWithTheSameBytesWhenTheyAreSentAgain() {
    Repetitions twice = Repetitions.of(platform, port, user);
    String plan =
        twice
            .send("POST /api/scenarios", "{\"name\":\"Plan\",\"startingBalance\":" + USD + "}")
            .path("id")
            .asString();
    twice.send("PATCH /api/scenarios/{id}", "{\"name\":\"Plan B\"}", plan);
    twice.send("PUT /api/scenarios/{id}/active", null, plan);
    twice.send("POST /api/scenarios/{id}/copy", null, plan);
    String rent = "{\"name\":\"Rent\",\"amount\":" + USD + "}";
    String bill = twice.send("POST /api/scenarios/{id}/bills", rent, plan).path("id").asString();
    twice.send("PATCH /api/scenarios/{id}/bills/{billId}", "{\"dueDate\":null}", plan, bill);
    twice.send(
        "POST /api/scenarios/{id}/bills/{billId}/paid", "{\"through\":\"2026-01-31\"}", plan, bill);
    String today = LocalDate.now(ZoneOffset.UTC).toString();
    String due =
        twice
            .send(
                "POST /api/scenarios/{id}/bills",
                "{\"name\":\"Water\",\"dueDate\":\"" + today + "\",\"amount\":" + USD + "}",
                plan)
            .path("id")
            .asString();
    twice.send(
        "POST /api/scenarios/{id}/bills/{billId}/occurrences/{date}/paid", null, plan, due, today);
    twice.send(
        "POST /api/scenarios/{id}/bills/{billId}/occurrences/{date}/unpaid",
        null,
        plan,
        due,
        today);
    twice.send("PUT /api/safe-to-spend/settings", "{\"minimumPayments\":true}");
    String share =
        twice
            .send(
                "POST /api/scenarios/{id}/allocations",
                "{\"name\":\"Half\",\"percent\":\"50\"}",
                plan)
            .path("id")
            .asString();
    twice.send(
        "PATCH /api/scenarios/{id}/allocations/{allocationId}",
        "{\"percent\":\"40\"}",
        plan,
        share);
    twice.send("DELETE /api/scenarios/{id}/allocations/{allocationId}", null, plan, share);
    twice.send(
        "PUT /api/scenarios/{id}/allocations",
        "{\"allocations\":[{\"name\":\"Rest\",\"amount\":" + USD + "}]}",
        plan);
    twice.send("DELETE /api/scenarios/{id}/bills/{billId}", null, plan, bill);
    twice.send("DELETE /api/scenarios/{id}", null, plan);
    twice.send("POST /api/scenarios/{id}/restore", null, plan);
    String goal =
        twice
            .send("POST /api/goals", "{\"name\":\"Bike\",\"target\":" + USD + "}")
            .path("id")
            .asString();
    twice.send("PATCH /api/goals/{id}", "{\"note\":null}", goal);
    twice.send("POST /api/goals/{id}/reach", null, goal);
    twice.send("POST /api/goals/{id}/reopen", null, goal);
    twice.send("DELETE /api/goals/{id}", null, goal);
    String last = twice.read("/api/changes/planning").path("items").path(0).path("id").asString();
    twice.send("POST /api/changes/planning/{id}/undo", null, last);
    twice.demandAll();
  }
}
