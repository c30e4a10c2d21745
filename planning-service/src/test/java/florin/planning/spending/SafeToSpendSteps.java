package florin.planning.spending;

import florin.planning.PlanSteps;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Requests for safe-to-spend and for the bills that it subtracts. */
abstract class SafeToSpendSteps extends PlanSteps {

  static final String URI = "/api/safe-to-spend";

  /** The day on the user's calendar, by the service's own clock. */
  LocalDate today() {
    return LocalDate.parse(get(URI).get("asOf").toString());
  }

  static Map<?, ?> usd(Map<?, ?> answer) {
    return ((List<?>) answer.get("items"))
        .stream()
            .map(row -> (Map<?, ?>) row)
            .filter(row -> "USD".equals(row.get("currency")))
            .findFirst()
            .orElseThrow();
  }

  static List<String> lines(Map<?, ?> row) {
    return ((List<?>) row.get("subtracted"))
        .stream()
            .map(line -> (Map<?, ?>) line)
            .map(line -> line.get("reason") + " " + ((Map<?, ?>) line.get("amount")).get("amount"))
            .toList();
  }

  Object plan(String scenario, String name, String amount, LocalDate due, String every) {
    return plan(scenario, name, amount, due, every, Map.of());
  }

  Object plan(
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

  Object latestChange() {
    return ((Map<?, ?>) ((List<?>) get("/api/changes/planning?limit=1").get("items")).getFirst())
        .get("id");
  }

  void undo(Object change) {
    me().post().uri("/api/changes/planning/{id}/undo", change).exchange().expectStatus().isOk();
  }
}
