package florin.local;

import florin.local.host.LocalHttp;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * Enters the demo user's own data: a plan with bills and goals, a rule, and an account kept by hand
 * with transactions to review. Each part is left out if the user has something of its kind already,
 * so that an interrupted start is completed by the next one.
 */
final class DemoEdits {

  private static final String CHECKING = "Everyday Checking";
  private static final String CASH = "Cash wallet";
  private static final int TRIES = 100;
  private static final Duration PAUSE = Duration.ofMillis(300);

  private final LocalHttp localHttp;
  private final URI gateway;
  private final Map<String, String> session;
  private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

  DemoEdits(LocalHttp localHttp, URI gateway, Map<String, String> session) {
    this.localHttp = localHttp;
    this.gateway = gateway;
    this.session = session;
  }

  void enter() throws IOException {
    var accounts = items("/api/accounts?limit=500");
    var checking = named(accounts, CHECKING);
    if (checking.isEmpty()) {
      return;
    }
    var series = items("/api/recurring?direction=expense&limit=200");
    if (items("/api/scenarios").isEmpty()) {
      plan(checking.get(), series);
    }
    if (items("/api/goals").isEmpty()) {
      goals(accounts);
    }
    if (items("/api/rules").isEmpty()) {
      rule();
    }
    if (named(accounts, CASH).isEmpty()) {
      cash(checking.get());
    }
  }

  private void plan(JsonNode checking, List<JsonNode> series) throws IOException {
    var plan =
        post(
            "/api/scenarios",
            Map.of(
                "name",
                "Household plan",
                "startingBalance",
                Map.of(
                    "amount",
                    checking.at("/balance/current/amount").asString("0"),
                    "currency",
                    "USD"),
                "accountId",
                id(checking)));
    var path = "/api/scenarios/" + id(plan);
    for (var bill :
        Map.of(
                "Rent", "Rosewood Property Mgmt",
                "Internet", "Beacon Fiber",
                "Electricity", "Pacific Light & Gas",
                "Mobile", "Signal Mobile")
            .entrySet()) {
      var followed = named(series, bill.getValue());
      if (followed.isPresent()) {
        bill(path, bill.getKey(), followed.get());
      }
    }
    post(
        path + "/bills",
        Map.of(
            "name",
            "Property tax",
            "amount",
            usd("640.00"),
            "frequency",
            "yearly",
            "dueDate",
            today.plusDays(40).toString()));
    put(
        path + "/allocations",
        Map.of(
            "allocations",
            List.of(
                Map.of("name", "Taxes", "percent", "10"),
                Map.of("name", "Car repair", "amount", usd("800.00")))));
    var variant = post(path + "/copy", Map.of("name", "With a second car"));
    post(
        "/api/scenarios/" + id(variant) + "/bills",
        Map.of(
            "name",
            "Car lease",
            "amount",
            usd("310.00"),
            "frequency",
            "monthly",
            "dueDate",
            today.plusDays(20).toString()));
    put(path + "/active", Map.of());
  }

  private void bill(String path, String name, JsonNode series) throws IOException {
    var amount = series.at("/expectedAmount/amount").asString("0").replace("-", "");
    post(
        path + "/bills",
        Map.of(
            "name", name,
            "amount", usd(amount),
            "frequency", "monthly",
            "seriesId", id(series),
            "dueDate", series.at("/nextDue").asString(today.toString())));
  }

  private void goals(List<JsonNode> accounts) throws IOException {
    goal(accounts, "Emergency fund", "Rainy Day Savings", "20000.00", 300);
    goal(accounts, "Kitchen", "Joint Checking", "9000.00", 210);
  }

  private void goal(List<JsonNode> accounts, String name, String account, String target, int days)
      throws IOException {
    var saved = named(accounts, account);
    if (saved.isPresent()) {
      post(
          "/api/goals",
          Map.of(
              "kind", "save",
              "name", name,
              "target", usd(target),
              "accountId", id(saved.get()),
              "dueDate", today.plusDays(days).toString()));
    }
  }

  private void rule() throws IOException {
    var rule =
        post(
            "/api/rules",
            Map.of(
                "name",
                "Coffee at The Daily Grind",
                "conditions",
                List.of(
                    Map.of("field", "description", "operator", "contains", "text", "daily grind")),
                "actions",
                Map.of("addTags", List.of("coffee"))));
    post("/api/rules/" + id(rule) + "/apply", Map.of());
  }

  /** Rows without a category, and one that the bank has reported too. */
  private void cash(JsonNode checking) throws IOException {
    var wallet =
        post(
            "/api/accounts",
            Map.of(
                "name",
                CASH,
                "type",
                "depository",
                "currency",
                "USD",
                "openingBalance",
                usd("240.00")));
    row(wallet, 2, "-18.40", "Farmers market");
    row(wallet, 9, "-22.75", "Farmers market");
    row(wallet, 16, "-20.10", "Farmers market");
    row(wallet, 4, "-6.00", "Street parking");
    row(wallet, 11, "-4.50", "Street parking");
    row(wallet, 6, "-28.00", "Barber");
    var posted =
        items("/api/transactions?limit=5&pending=false&direction=out&accountId=" + id(checking));
    if (!posted.isEmpty()) {
      var twin = posted.getLast();
      post(
          "/api/transactions",
          Map.of(
              "accountId", id(checking),
              "date", twin.at("/date").asString(),
              "amount", Map.of("amount", twin.at("/amount/amount").asString(), "currency", "USD"),
              "description", twin.at("/description").asString()));
    }
  }

  private void row(JsonNode account, int daysAgo, String amount, String description)
      throws IOException {
    post(
        "/api/transactions",
        Map.of(
            "accountId", id(account),
            "date", today.minusDays(daysAgo).toString(),
            "amount", usd(amount),
            "description", description));
  }

  private static Map<String, String> usd(String amount) {
    return Map.of("amount", amount, "currency", "USD");
  }

  private static String id(JsonNode resource) {
    return resource.at("/id").asString();
  }

  private static Optional<JsonNode> named(List<JsonNode> resources, String name) {
    return resources.stream().filter(one -> one.at("/name").asString("").equals(name)).findFirst();
  }

  private List<JsonNode> items(String path) throws IOException {
    return DemoHousehold.expect(path, localHttp.get(gateway.resolve(path), session))
        .at("/items")
        .valueStream()
        .toList();
  }

  /** Repeated while the event of a new account has not reached the service. */
  private JsonNode post(String path, Object body) throws IOException {
    var answer = localHttp.post(gateway.resolve(path), once(), body);
    for (var tries = 1; tries < TRIES && isNotKnownYet(answer); tries++) {
      DemoHousehold.pause(PAUSE);
      answer = localHttp.post(gateway.resolve(path), once(), body);
    }
    return DemoHousehold.expect(path, answer);
  }

  private static boolean isNotKnownYet(LocalHttp.Answer answer) {
    return answer.body().at("/type").asString("").endsWith(":account-not-known-yet");
  }

  private void put(String path, Object body) throws IOException {
    DemoHousehold.expect(path, localHttp.put(gateway.resolve(path), once(), body));
  }

  private Map<String, String> once() {
    var headers = new HashMap<>(session);
    headers.put("Idempotency-Key", UUID.randomUUID().toString());
    return headers;
  }
}
