package florin.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import florin.events.Topic;
import florin.events.money.MoneyAmount;
import florin.events.providersync.ObservedTransaction;
import florin.journal.Commands;
import florin.journal.inbox.InboundEvent;
import florin.journal.inbox.Inbox;
import florin.journal.stream.Actor;
import florin.journal.stream.Ids;
import florin.journal.stream.StreamId;
import florin.journal.test.SeededRuns;
import florin.journal.test.TestScale;
import florin.transactions.category.SystemCategories;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

/**
 * Random steps of a bank and a user with transfers, series and rules among them. After every step
 * each transaction is in at most one pair, and each value that the user set is shown; a second run
 * of rules appends nothing, and an undo restores what the change set. The views are compared with a
 * rebuild at the end of the class.
 */
class RandomLivesIT extends HouseholdWithSavings {

  private static final int STEPS = TestScale.of(40, 2_000);
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final LocalDate DAY = LocalDate.of(2026, 1, 5);
  private static final List<String> SHOPS = List.of("ALPHA MARKET", "BETA CAFE", "GAMMA BOOKS");
  private static final List<String> FIELDS = List.of("categoryId", "note", "excluded");
  private static final List<String> CATEGORIES =
      SystemCategories.all().stream().limit(4).map(one -> one.id().toString()).toList();

  @Autowired Commands commands;
  @Autowired List<Inbox> inboxes;

  private final Map<String, ObservedTransaction> bank = new LinkedHashMap<>();
  private final Map<Object, Map<String, Object>> chosen = new HashMap<>();
  private Random random = new Random(0);
  private int numbers;

  /** The part of the lists that an undo of a step of the user restores. */
  private enum Restored {
    VALUES,
    PAIRS,
    SERIES
  }

  @Test
  void keepsPairsAndTheUsersValuesThroughRandomSteps() {
    observeAccounts();
    SeededRuns.forEachSeed(
        1,
        seeded -> {
          random = seeded;
          for (int step = 0; step < STEPS; step++) {
            if (bank.size() < 6 || random.nextInt(3) == 0) {
              news();
            } else {
              change();
            }
            demandPairs();
            demandChosenValues();
          }
        });
    if (STEPS > 1_000) { // few steps may make none
      assertThat(
              platform.count("select count(*) from view.transfer where user_id = '" + user + "'"))
          .isPositive();
      assertThat(platform.count("select count(*) from view.series where user_id = '" + user + "'"))
          .isPositive();
    }
  }

  private <T> T any(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private void news() {
    List<ObservedTransaction> rows = new ArrayList<>();
    String removed = null;
    switch (random.nextInt(5)) {
      case 0 -> {
        LocalDate date = DAY.plusDays(random.nextInt(120));
        String amount = (1 + random.nextInt(3)) + "00.00";
        rows.add(row("o" + numbers, account, "-" + amount, date, TO_SAVINGS));
        rows.add(
            row("i" + numbers, savings, amount, date.plusDays(random.nextInt(3)), FROM_CHECKING));
      }
      case 1 -> {
        for (int month = 0; month < 4; month++) {
          String name = "TUNEFY" + (char) ('A' + numbers % 20);
          rows.add(row("m" + numbers + "-" + month, account, "-9.99", DAY.plusMonths(month), name));
        }
      }
      case 2 -> {
        if (!bank.isEmpty()) {
          ObservedTransaction changed = any(List.copyOf(bank.values()));
          changed.setAmount(new MoneyAmount(changed.getAmount().getAmount().negate(), "USD"));
          changed.setDate(changed.getDate().plusDays(random.nextInt(5)));
          rows.add(changed);
        }
      }
      case 3 -> removed = bank.isEmpty() ? null : any(List.copyOf(bank.keySet()));
      default ->
          rows.add(
              row(
                  "s" + numbers,
                  account,
                  "-" + (3 + random.nextInt(3)) + ".50",
                  DAY.plusDays(random.nextInt(120)),
                  any(SHOPS) + " " + random.nextInt(100)));
    }
    numbers++;
    rows.forEach(one -> bank.put(one.getExternalId(), one));
    if (removed != null) {
      bank.remove(removed);
    }
    apply(rows, removed == null ? List.of() : List.of(removed));
  }

  private void apply(List<ObservedTransaction> rows, List<String> removed) {
    InboundEvent event =
        new InboundEvent(
            1,
            0,
            Ids.next(),
            new StreamId(user, "connection", connection),
            1,
            Ids.next(),
            Actor.PROVIDER,
            Instant.now(),
            page(rows, List.of(), removed, true));
    Inbox facts =
        inboxes.stream()
            .filter(inbox -> inbox.topic().equals(Topic.PROVIDER_SYNC_EVENTS))
            .findFirst()
            .orElseThrow();
    commands.run(user, unit -> facts.apply(unit, List.of(event))).block(PATIENCE);
  }

  /** A step of the user, which is undone every third time. */
  private void change() {
    Map<Object, Map<String, Object>> chosenBefore = new HashMap<>();
    chosen.forEach((id, values) -> chosenBefore.put(id, new HashMap<>(values)));
    Map<Restored, Object> before = shown();
    Object latest = latestChange();
    Restored restored =
        switch (random.nextInt(9)) {
          case 0, 1 -> edit();
          case 2 -> rule();
          case 3 -> run();
          case 4 -> ask(HttpMethod.POST, "/api/transfers/match", Restored.PAIRS);
          case 5 -> unmatch();
          case 6 -> match();
          case 7 -> reject();
          default -> series();
        };
    Object change = latestChange();
    if (!Objects.equals(change, latest) && random.nextInt(3) == 0) {
      json(post("/api/changes/transactions/" + change + "/undo", ""), 200);
      assertThat(shown().get(restored)).as(restored.name()).isEqualTo(before.get(restored));
      chosen.clear();
      chosen.putAll(chosenBefore);
    }
  }

  private Restored edit() {
    Object id = any(items(ALL)).get("id");
    String field = any(FIELDS);
    Object value =
        switch (field) {
          case "categoryId" -> random.nextInt(4) == 0 ? null : any(CATEGORIES);
          case "note" -> "note " + random.nextInt(3);
          default -> random.nextBoolean();
        };
    String json = value instanceof String text ? "\"" + text + "\"" : String.valueOf(value);
    patch(id, "{\"" + field + "\":" + json + "}").expectStatus().isOk();
    chosen.computeIfAbsent(id, _ -> new HashMap<>()).put(field, value);
    return Restored.VALUES;
  }

  private Restored rule() {
    List<?> rules = (List<?>) get("/api/rules?limit=500").get("items");
    if (rules.size() > 4) {
      Object id = ((Map<?, ?>) rules.get(random.nextInt(rules.size()))).get("id");
      return ask(HttpMethod.DELETE, "/api/rules/" + id, Restored.VALUES);
    }
    String word = any(List.of("alpha", "beta", "gamma", "tunefy", "online", "market"));
    Map<String, Object> actions =
        any(
            List.<Map<String, Object>>of(
                Map.of("categoryId", any(CATEGORIES), "addTags", List.of("r")),
                Map.of("note", "of a rule"),
                Map.of("excluded", random.nextBoolean()),
                Map.of("description", "Rule " + word, "categoryId", any(CATEGORIES))));
    json(
        post(
            "/api/rules",
            Map.of(
                "name",
                "Rule " + numbers++,
                "conditions",
                List.of(Map.of("field", "description", "operator", "contains", "text", word)),
                "actions",
                actions)),
        201);
    return Restored.VALUES;
  }

  private Restored run() {
    json(post("/api/rules/apply", ""), 200);
    long events = events();
    assertThat(json(post("/api/rules/apply", ""), 200)).containsEntry("changed", 0);
    assertThat(events()).isEqualTo(events);
    return Restored.VALUES;
  }

  private Restored unmatch() {
    List<?> pairs = (List<?>) get("/api/transfers?limit=500").get("items");
    return pairs.isEmpty()
        ? Restored.PAIRS
        : ask(
            HttpMethod.DELETE,
            "/api/transfers/" + ((Map<?, ?>) pairs.get(random.nextInt(pairs.size()))).get("id"),
            Restored.PAIRS);
  }

  private Restored match() {
    List<Object> free =
        items(ALL).stream()
            .filter(row -> row.get("transferId") == null)
            .map(row -> row.get("id"))
            .toList();
    if (free.size() > 1) {
      post("/api/transfers", Map.of("transactionIds", List.of(any(free), any(free))))
          .expectStatus()
          .value(status -> assertThat(status).isLessThan(500));
    }
    return Restored.PAIRS;
  }

  private Restored reject() {
    List<?> pairs = (List<?>) get("/api/transfers/suggestions?limit=500").get("items");
    return pairs.isEmpty()
        ? Restored.PAIRS
        : ask(
            HttpMethod.POST,
            "/api/transfers/suggestions/"
                + ((Map<?, ?>) pairs.get(random.nextInt(pairs.size()))).get("id")
                + (random.nextBoolean() ? "/reject" : "/confirm"),
            Restored.PAIRS);
  }

  private Restored series() {
    List<?> all = (List<?>) get("/api/recurring?limit=500").get("items");
    if (all.isEmpty()) {
      return Restored.SERIES;
    }
    String path = "/api/recurring/" + ((Map<?, ?>) all.get(random.nextInt(all.size()))).get("id");
    switch (random.nextInt(4)) {
      case 0 -> ask(HttpMethod.POST, path + "/confirm", Restored.SERIES);
      case 1 -> ask(HttpMethod.POST, path + "/dismiss", Restored.SERIES);
      case 2 ->
          api()
              .patch()
              .uri(path)
              .header("Content-Type", "application/json")
              .bodyValue("{\"name\":\"Mine " + random.nextInt(3) + "\"}")
              .exchange()
              .expectStatus()
              .isOk();
      default -> {
        List<?> occurrences = (List<?>) get(path).get("occurrences");
        if (!occurrences.isEmpty()) {
          Object row = ((Map<?, ?>) any(occurrences)).get("transactionId");
          ask(HttpMethod.DELETE, path + "/occurrences/" + row, Restored.SERIES);
        }
      }
    }
    return Restored.SERIES;
  }

  private Restored ask(HttpMethod method, String path, Restored restored) {
    WebTestClient.ResponseSpec answer =
        api()
            .method(method)
            .uri(path)
            .header("Content-Type", "application/json")
            .bodyValue("")
            .exchange();
    answer.expectStatus().is2xxSuccessful();
    return restored;
  }

  private Object latestChange() {
    return ((List<?>) get("/api/changes/transactions?limit=50").get("items"))
        .stream()
            .map(change -> (Map<?, ?>) change)
            .filter(change -> "user".equals(change.get("actor")))
            .map(change -> (Object) change.get("id"))
            .findFirst()
            .orElse("none");
  }

  private Map<Restored, Object> shown() {
    List<Map<String, Object>> rows = items(ALL);
    Map<Object, Object> values = new HashMap<>();
    Map<Object, Object> pairs = new HashMap<>();
    for (Map<String, Object> row : rows) {
      values.put(
          row.get("id"),
          List.of(
              String.valueOf(row.get("categoryId")),
              String.valueOf(row.get("note")),
              String.valueOf(row.get("excluded")),
              String.valueOf(row.get("description")),
              row.get("tags")));
      pairs.put(row.get("id"), String.valueOf(row.get("transferId")));
    }
    Map<Object, Object> series = new HashMap<>();
    for (Object item : (List<?>) get("/api/recurring?limit=500").get("items")) {
      Map<?, ?> one = (Map<?, ?>) item;
      series.put(
          one.get("id"),
          List.of(one.get("name"), one.get("state"), String.valueOf(one.get("occurrenceCount"))));
    }
    return Map.of(Restored.VALUES, values, Restored.PAIRS, pairs, Restored.SERIES, series);
  }

  private void demandPairs() {
    Map<Object, List<Map<String, Object>>> pairs =
        items(ALL).stream()
            .filter(row -> row.get("transferId") != null)
            .collect(Collectors.groupingBy(row -> row.get("transferId")));
    pairs
        .values()
        .forEach(
            pair -> {
              assertThat(pair).hasSize(2);
              assertThat(pair.get(0).get("accountId")).isNotEqualTo(pair.get(1).get("accountId"));
              assertThat(amount(pair.get(0)).add(amount(pair.get(1))))
                  .isEqualByComparingTo(BigDecimal.ZERO);
            });
    long stored =
        platform.count(
            "select count(*) from view.transfer where state = 'matched' and user_id = '"
                + user
                + "'");
    assertThat(stored).isEqualTo(pairs.size());
  }

  private void demandChosenValues() {
    for (Map<String, Object> row : items(ALL)) {
      Map<String, Object> values = chosen.getOrDefault(row.get("id"), Map.of());
      values.forEach((field, value) -> assertThat(row.get(field)).as(field).isEqualTo(value));
    }
  }
}
