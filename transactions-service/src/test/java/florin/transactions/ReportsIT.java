package florin.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import florin.journal.test.SeededRuns;
import florin.journal.test.TestScale;
import java.math.BigDecimal;
import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Reports of random ledgers against the lists that they name and against plain sums. */
class ReportsIT extends RandomLedger {

  private static final int LINKS = TestScale.of(6, 60);
  private static final String RANGE = "from=2025-01-15&to=2026-01-20";

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
