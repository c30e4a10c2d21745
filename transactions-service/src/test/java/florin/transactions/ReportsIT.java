package florin.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.events.Topic;
import florin.events.accounts.AccountHidden;
import florin.events.accounts.AccountMerged;
import florin.events.money.MoneyAmount;
import florin.events.providersync.ObservedTransaction;
import florin.journal.stream.Actor;
import florin.journal.stream.Ids;
import florin.journal.stream.StreamId;
import florin.journal.test.SeededRuns;
import florin.journal.test.TestScale;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** Reports of random ledgers against the lists that they name and against plain sums. */
class ReportsIT extends Household {

  private static final int ROWS = TestScale.of(150, 1_000);
  private static final int LINKS = TestScale.of(12, 60);
  private static final LocalDate FIRST = LocalDate.of(2025, 1, 1);
  private static final int DAYS = 400;
  private static final int TRANSFERS = 8;
  private static final String RANGE = "from=2025-01-15&to=2026-01-20";
  private static final List<String> CATEGORIES =
      List.of(
          "FOOD_AND_DRINK/FOOD_AND_DRINK_COFFEE",
          "FOOD_AND_DRINK/FOOD_AND_DRINK_GROCERIES",
          "INCOME/INCOME_WAGES",
          "TRAVEL/TRAVEL_FLIGHTS",
          "TRAVEL/");

  private final UUID hidden = Ids.next();
  private final UUID merged = Ids.next();
  private final UUID savings = Ids.next();
  private final List<UUID> ids = new ArrayList<>();

  private void tell(UUID id, SpecificRecord event) {
    platform.publish(Topic.ACCOUNTS_EVENTS, new StreamId(user, "account", id), Actor.USER, event);
  }

  private ObservedTransaction row(Random random, int number, UUID of) {
    String[] category = CATEGORIES.get(random.nextInt(CATEGORIES.size())).split("/", -1);
    boolean none = random.nextInt(6) == 0;
    return ObservedTransaction.newBuilder()
        .setExternalId("r" + number)
        .setAccountId(of)
        .setAmount(
            new MoneyAmount(
                new BigDecimal(random.nextInt(20_000) - 13_000).movePointLeft(2).setScale(10),
                random.nextInt(7) == 0 ? "EUR" : "USD"))
        .setDate(FIRST.plusDays(random.nextInt(DAYS)))
        .setName("Shop " + random.nextInt(6))
        .setPending(random.nextInt(10) == 0)
        .setCategoryPrimary(none ? null : category[0])
        .setCategoryDetailed(none || category[1].isEmpty() ? null : category[1])
        .build();
  }

  private void ledger(Random random) {
    for (UUID id : List.of(account, hidden, merged, savings)) {
      openAccount(id);
    }
    tell(hidden, new AccountHidden(hidden, Instant.now()));
    tell(merged, new AccountMerged(merged, account, Instant.now()));
    await()
        .atMost(SOON)
        .until(
            () ->
                platform.count(
                        "select count(*) from mirror.account_detail where hidden and user_id = '"
                            + user
                            + "'")
                    == 1);
    List<ObservedTransaction> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      UUID of = List.of(account, account, hidden, merged).get(random.nextInt(4));
      ObservedTransaction row = row(random, i, of);
      rows.add(row);
      if (of.equals(account) && random.nextInt(5) == 0) {
        rows.add(
            ObservedTransaction.newBuilder(row)
                .setExternalId("twin" + i)
                .setAccountId(merged)
                .build());
      }
    }
    for (int i = 0; i < TRANSFERS; i++) {
      ObservedTransaction out = row(random, 10_000 + i, account);
      BigDecimal amount = BigDecimal.valueOf(1 + random.nextInt(500)).setScale(10);
      for (UUID of : List.of(account, savings)) {
        rows.add(
            ObservedTransaction.newBuilder(out)
                .setExternalId(out.getExternalId() + of)
                .setAccountId(of)
                .setPending(false)
                .setAmount(new MoneyAmount(of.equals(account) ? amount.negate() : amount, "USD"))
                .build());
      }
    }
    observe(rows.toArray(ObservedTransaction[]::new));
    await()
        .atMost(SOON)
        .until(
            () ->
                platform.count(
                        "select count(*) from view.transaction where user_id = '" + user + "'")
                    == rows.size());
    items(ALL).forEach(item -> ids.add(UUID.fromString(item.get("id").toString())));
  }

  private UUID any(Random random) {
    return ids.get(random.nextInt(ids.size()));
  }

  private void bulk(Random random, int many, String edit) {
    List<String> some = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      some.add("\"" + any(random) + "\"");
    }
    json(
        post("/api/transactions/bulk", "{\"ids\":[" + String.join(",", some) + "]," + edit + "}"),
        200);
  }

  private UUID category(String name, UUID parent) {
    String body =
        "{\"name\":\""
            + name
            + "\""
            + (parent == null ? "" : ",\"parentId\":\"" + parent + "\"")
            + "}";
    return UUID.fromString(json(post("/api/categories", body), 201).get("id").toString());
  }

  private void edits(Random random) {
    List<Map<String, Object>> legs =
        items(ALL).stream()
            .filter(item -> String.valueOf(item.get("externalId")).matches("r1\\d{4}.*"))
            .toList();
    for (int i = 0; i < TRANSFERS; i++) {
      String prefix = "r" + (10_000 + i);
      List<Object> pair =
          legs.stream()
              .filter(item -> item.get("externalId").toString().startsWith(prefix))
              .map(item -> item.get("id"))
              .toList();
      post("/api/transfers", Map.of("transactionIds", pair)).expectStatus().is2xxSuccessful();
    }
    UUID top = category("Hobby", null);
    UUID under = category("Chess", top);
    UUID gone = category("Go", null);
    bulk(random, 12, "\"set\":{\"categoryId\":\"" + top + "\"}");
    bulk(random, 12, "\"set\":{\"categoryId\":\"" + under + "\"}");
    bulk(random, 12, "\"set\":{\"categoryId\":\"" + gone + "\"}");
    bulk(random, 6, "\"set\":{\"categoryId\":null}");
    bulk(random, 8, "\"set\":{\"excluded\":true}");
    bulk(random, 20, "\"addTags\":[\"a\",\"b c\"]");
    bulk(random, 8, "\"removeTags\":[\"a\"]");
    for (int i = 0; i < 15; i++) {
      split(random, any(random), List.of(top, under, gone));
    }
    for (int i = 0; i < 4; i++) {
      api().delete().uri("/api/transactions/" + any(random)).exchange().expectStatus().isOk();
    }
    json(post("/api/categories/" + gone + "/merge", "{\"into\":\"" + under + "\"}"), 200);
  }

  private void split(Random random, UUID id, List<UUID> categories) {
    Map<String, Object> row = get("/api/transactions/" + id);
    BigDecimal whole = amount(row);
    String currency = ((Map<?, ?>) row.get("amount")).get("currency").toString();
    BigDecimal part = new BigDecimal(1 + random.nextInt(500)).movePointLeft(2);
    String body =
        "{\"parts\":[{\"categoryId\":\"%s\",\"amount\":%s},{\"amount\":%s}]}"
            .formatted(
                categories.get(random.nextInt(categories.size())),
                money(part, currency),
                money(whole.subtract(part), currency));
    api()
        .put()
        .uri("/api/transactions/" + id + "/splits")
        .header("Content-Type", "application/json")
        .bodyValue(body)
        .exchange();
  }

  private static String money(BigDecimal amount, String currency) {
    return "{\"amount\":\"%s\",\"currency\":\"%s\"}".formatted(amount.toPlainString(), currency);
  }

  @Test
  void addUpToTheListsTheyNameAndToPlainSums() throws Exception {
    SeededRuns.forEachSeed(
        1,
        random -> {
          ledger(random);
          compare(random);
          edits(random);
          compare(random);
        });
  }

  private void compare(Random random) {
    assertThat(monthsOfReport()).isEqualTo(monthsOfItems());
    List<String> filters =
        List.of(
            "",
            "&hidden=include&excluded=include",
            "&transfers=include",
            "&transfers=only",
            "&accountId=" + account,
            "&tag=a",
            "&categoryId=" + categoryIds().get("Food and Drink"),
            "&categoryId=" + categoryIds().get("Travel") + "&exactCategory=true",
            "&minAmount=-50&pending=false",
            "&q=shop",
            "&currency=USD&untagged=true",
            "&uncategorised=true");
    for (String report :
        List.of(
            "cash-flow?interval=quarter&",
            "cash-flow?interval=week&",
            "spending?",
            "income?",
            "spending?groupBy=account&",
            "daily-net?",
            "merchants?",
            "tags?",
            "accounts?kind=income&",
            "categories?",
            "comparison?",
            "summary?",
            "flows?")) {
      String filter = filters.get(random.nextInt(filters.size()));
      demandLinks(random, "/api/reports/" + report + RANGE + filter);
    }
    demandLinks(random, "/api/reports/spending?from=2025-03-01&to=2025-12-31");
    demandTrends(random);
  }

  private Map<String, Object> categoryIds() {
    Map<String, Object> ids = new HashMap<>();
    for (Object item : (List<?>) get("/api/categories").get("items")) {
      ids.putIfAbsent(((Map<?, ?>) item).get("name").toString(), ((Map<?, ?>) item).get("id"));
    }
    return ids;
  }

  /** Some of the figures of a report, each against the totals of the list that it names. */
  private void demandLinks(Random random, String report) {
    List<Map<?, ?>> figures = new ArrayList<>();
    collect(get(report), figures);
    for (int i = 0; i < LINKS && !figures.isEmpty(); i++) {
      Map<?, ?> figure = figures.get(random.nextInt(figures.size()));
      String path = figure.get("transactions").toString();
      Map<?, ?> money = (Map<?, ?>) figure.get("amount");
      assertThat(totals(path))
          .as("%s, %s", report, path)
          .isEqualTo(List.of(money.get("amount").toString(), figure.get("entries").toString()));
    }
  }

  /** The months of some groups, each against the list of the group on the days of the month. */
  private void demandTrends(Random random) {
    LocalDate from = LocalDate.of(2025, 1, 15);
    LocalDate to = LocalDate.of(2026, 1, 20);
    for (String report : List.of("categories", "merchants", "tags", "accounts")) {
      for (Object one : (List<?>) get("/api/reports/" + report + "?" + RANGE).get("currencies")) {
        List<?> groups = (List<?>) ((Map<?, ?>) one).get("groups");
        Map<?, ?> group = (Map<?, ?>) groups.get(random.nextInt(groups.size()));
        List<?> trend = (List<?>) group.get("trend");
        assertThat(trend).as(report).hasSize(13);
        Map<?, ?> month = (Map<?, ?>) trend.get(random.nextInt(trend.size()));
        LocalDate first = LocalDate.parse(month.get("month").toString());
        LocalDate last = first.plusMonths(1).minusDays(1);
        String path =
            ((Map<?, ?>) group.get("amount"))
                .get("transactions")
                .toString()
                .replaceAll("([?&])from=[^&]*", "$1from=" + (first.isBefore(from) ? from : first))
                .replaceAll("([?&])to=[^&]*", "$1to=" + (last.isAfter(to) ? to : last));
        assertThat(totals(path).getFirst())
            .as("%s, %s", report, path)
            .isEqualTo(((Map<?, ?>) month.get("amount")).get("amount"));
      }
    }
  }

  /** The net of a list and its number of amounts. */
  private List<String> totals(String path) {
    Map<?, ?> list =
        json(
            api()
                .get()
                .uri(URI.create("http://127.0.0.1:" + port + path + "&include=totals&limit=1"))
                .exchange(),
            200);
    List<?> sums = (List<?>) ((Map<?, ?>) list.get("totals")).get("sums");
    if (sums.isEmpty()) {
      return List.of("0.00", "0");
    }
    Map<?, ?> sum = (Map<?, ?>) sums.getFirst();
    return List.of(
        ((Map<?, ?>) sum.get("net")).get("amount").toString(), sum.get("entries").toString());
  }

  private static void collect(Object json, List<Map<?, ?>> figures) {
    switch (json) {
      case Map<?, ?> map when map.containsKey("transactions") -> figures.add(map);
      case Map<?, ?> map -> map.values().forEach(value -> collect(value, figures));
      case List<?> list -> list.forEach(value -> collect(value, figures));
      case null, default -> {}
    }
  }

  /** Income and expenses by month and currency, as the report has them. */
  private Map<String, BigDecimal> monthsOfReport() {
    Map<String, BigDecimal> sums = new TreeMap<>();
    for (Object one : (List<?>) get("/api/reports/cash-flow?" + RANGE).get("currencies")) {
      Map<?, ?> currency = (Map<?, ?>) one;
      for (Object period : (List<?>) currency.get("periods")) {
        for (String kind : List.of("income", "expense")) {
          Map<?, ?> figure = (Map<?, ?>) ((Map<?, ?>) period).get(kind);
          add(
              sums,
              currency.get("currency") + " " + month((Map<?, ?>) period) + " " + kind,
              new BigDecimal(((Map<?, ?>) figure.get("amount")).get("amount").toString()));
        }
      }
    }
    return sums;
  }

  private static String month(Map<?, ?> period) {
    return period.get("from").toString().substring(0, 7);
  }

  private static void add(Map<String, BigDecimal> sums, String key, BigDecimal amount) {
    sums.merge(key, amount, BigDecimal::add);
    sums.computeIfPresent(key, (_, sum) -> sum.signum() == 0 ? null : sum.stripTrailingZeros());
  }

  /** The same from the items of the list and the tree of categories. */
  private Map<String, BigDecimal> monthsOfItems() {
    List<Map<String, Object>> items = items(ALL + "&" + RANGE);
    Map<Object, Object> parents = new HashMap<>();
    Map<Object, Object> labels = new HashMap<>();
    for (Object item : (List<?>) get("/api/categories").get("items")) {
      Map<?, ?> category = (Map<?, ?>) item;
      labels.put(category.get("id"), category.get("label"));
      if (category.get("parentId") != null) {
        parents.put(category.get("id"), category.get("parentId"));
      }
    }
    Map<Object, Integer> balances = new HashMap<>();
    for (Map<String, Object> item : all()) {
      parts(item)
          .forEach(
              part -> {
                if (part.get("categoryId") != null) {
                  balances.merge(root(parents, part.get("categoryId")), sign(part), Integer::sum);
                }
              });
    }
    Map<String, BigDecimal> sums = new TreeMap<>();
    for (Map<String, Object> item : items) {
      if (item.get("transferId") != null) {
        continue;
      }
      if (item.get("excluded").equals(true) || hidden.toString().equals(item.get("accountId"))) {
        continue;
      }
      for (Map<?, ?> part : parts(item)) {
        boolean income;
        if (part.get("categoryId") == null) {
          income = sign(part) > 0;
        } else {
          Object root = root(parents, part.get("categoryId"));
          income =
              labels.get(root) == null
                  ? balances.getOrDefault(root, 0) > 0
                  : labels.get(root).equals("INCOME");
        }
        Map<?, ?> money = (Map<?, ?>) part.get("amount");
        add(
            sums,
            money.get("currency")
                + " "
                + item.get("date").toString().substring(0, 7)
                + " "
                + (income ? "income" : "expense"),
            new BigDecimal(money.get("amount").toString()));
      }
    }
    return sums;
  }

  /** Rows that are shown as another one count for the sign of a tree too. */
  private List<Map<String, Object>> all() {
    List<Map<String, Object>> all = new ArrayList<>(items(ALL));
    for (Map<String, Object> item : items(ALL)) {
      for (Object twin : (List<?>) item.get("twins")) {
        all.add(get("/api/transactions/" + twin));
      }
    }
    return all;
  }

  private static Object root(Map<Object, Object> parents, Object category) {
    Object at = category;
    while (parents.get(at) != null) {
      at = Objects.requireNonNull(parents.get(at));
    }
    return at;
  }

  private static int sign(Map<?, ?> part) {
    return new BigDecimal(((Map<?, ?>) part.get("amount")).get("amount").toString()).signum() > 0
        ? 1
        : -1;
  }

  private static List<Map<?, ?>> parts(Map<String, Object> item) {
    List<?> splits = (List<?>) item.get("splits");
    List<Map<?, ?>> parts = new ArrayList<>();
    if (splits.isEmpty()) {
      parts.add(item);
    } else {
      splits.forEach(part -> parts.add((Map<?, ?>) part));
    }
    return parts;
  }
}
