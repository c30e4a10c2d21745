package florin.transactions.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The same sums by four ways: cash flow by month, net by day, totals of the list, and the running
 * balance of each account; all against plain sums over the model.
 */
final class ReportedFigures {

  private static final LocalDate FIRST = RandomSteps.DAY;
  private static final LocalDate LAST = RandomSteps.DAY.plusMonths(2).minusDays(1);
  private static final String DAYS = "from=" + FIRST + "&to=" + LAST + "&transfers=include";
  private static final String ALL = "&excluded=include&hidden=include";

  private final RunningApplication service;
  private final String subject;
  private final Map<UUID, String> categories = new java.util.HashMap<>();
  private final Map<String, UUID> labels;
  private final List<ExpectedTransaction> items;

  ReportedFigures(
      RunningApplication service,
      String subject,
      Map<String, UUID> labels,
      List<ExpectedTransaction> items) {
    this.service = service;
    this.subject = subject;
    this.labels = labels;
    this.items = items.stream().filter(item -> item.removedBy == null).toList();
    labels.forEach((label, id) -> categories.put(id, label));
  }

  void compare(Iterable<UUID> accounts) {
    Map<String, BigDecimal> months =
        sums(item -> !item.excluded, item -> item.said.date().withDayOfMonth(1), true);
    assertThat(report("cash-flow?interval=month&" + DAYS, List.of("income", "expense")))
        .as("cash flow")
        .isEqualTo(months);
    Map<String, BigDecimal> days = sums(item -> !item.excluded, item -> item.said.date(), false);
    assertThat(report("daily-net?" + DAYS, List.of("net"))).as("daily net").isEqualTo(days);
    assertThat(totals("excluded=exclude&" + DAYS))
        .as("totals of the list")
        .isEqualTo(sums(item -> !item.excluded, _ -> FIRST, false));
    accounts.forEach(this::compareBalances);
  }

  /** The running balance after the last row of each day is the sum of all days up to it. */
  private void compareBalances(UUID account) {
    Map<LocalDate, BigDecimal> after = new TreeMap<>();
    for (Map<String, Object> row :
        service.pages(subject, "sort=date&limit=500&pending=false&accountId=" + account)) {
      after.put(
          LocalDate.parse(String.valueOf(row.get("date"))),
          new BigDecimal(String.valueOf(row.get("runningBalance"))));
    }
    Map<String, BigDecimal> net =
        report("daily-net?" + DAYS + ALL + "&pending=false&accountId=" + account, List.of("net"));
    BigDecimal sum = BigDecimal.ZERO;
    for (LocalDate day = FIRST; !day.isAfter(LAST); day = day.plusDays(1)) {
      String end = " " + day + " net";
      for (Map.Entry<String, BigDecimal> entry : net.entrySet()) {
        sum = entry.getKey().endsWith(end) ? sum.add(entry.getValue()) : sum;
      }
      if (after.containsKey(day)) {
        assertThat(after.get(day))
            .as("balance of %s after %s", account, day)
            .isEqualByComparingTo(sum);
      }
    }
  }

  private interface Period {
    LocalDate of(ExpectedTransaction item);
  }

  private Map<String, BigDecimal> sums(
      Predicate<ExpectedTransaction> counts, Period period, boolean byKind) {
    Map<String, BigDecimal> sums = new TreeMap<>();
    items.stream()
        .filter(counts)
        .forEach(
            item ->
                add(
                    sums,
                    item.said.currency()
                        + " "
                        + period.of(item)
                        + " "
                        + (byKind ? income(item) ? "income" : "expense" : "net"),
                    item.said.amount()));
    return sums;
  }

  private boolean income(ExpectedTransaction item) {
    UUID category = item.category(labels);
    String label = category == null ? null : categories.get(category);
    return label == null
        ? item.said.amount().signum() > 0
        : List.of("INCOME", "TRANSFER_IN", "LOAN_DISBURSEMENTS").stream()
            .anyMatch(label::startsWith);
  }

  private static void add(Map<String, BigDecimal> sums, String key, BigDecimal amount) {
    sums.merge(key, amount, BigDecimal::add);
    sums.computeIfPresent(key, (_, sum) -> sum.signum() == 0 ? null : sum.stripTrailingZeros());
  }

  private Map<String, BigDecimal> report(String path, List<String> figures) {
    Map<String, BigDecimal> sums = new TreeMap<>();
    for (Object one : list(service.get(subject, "/api/reports/" + path).body(), "currencies")) {
      Map<?, ?> currency = (Map<?, ?>) one;
      for (Object period : list(currency, "periods")) {
        for (String figure : figures) {
          Map<?, ?> amount = (Map<?, ?>) ((Map<?, ?>) period).get(figure);
          add(
              sums,
              currency.get("currency") + " " + ((Map<?, ?>) period).get("from") + " " + figure,
              amount(Objects.requireNonNull(amount).get("amount")));
        }
      }
    }
    return sums;
  }

  private Map<String, BigDecimal> totals(String query) {
    Map<String, BigDecimal> sums = new TreeMap<>();
    Map<String, Object> page =
        service.get(subject, "/api/transactions?include=totals&limit=1&" + query).body();
    for (Object one : list((Map<?, ?>) Objects.requireNonNull(page.get("totals")), "sums")) {
      Map<?, ?> sum = (Map<?, ?>) one;
      add(sums, sum.get("currency") + " " + FIRST + " net", amount(sum.get("net")));
    }
    return sums;
  }

  private static List<?> list(Map<?, ?> body, String name) {
    return (List<?>) Objects.requireNonNull(body.get(name), body::toString);
  }

  private static BigDecimal amount(@Nullable Object money) {
    return new BigDecimal(
        String.valueOf(((Map<?, ?>) Objects.requireNonNull(money)).get("amount")));
  }
}
