package florin.transactions.model;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;

/** A list with several filters at once, a sort and a page size: as a query and as a loop. */
final class ListQuestion {

  private final List<String> parameters = new ArrayList<>();
  private final Map<String, UUID> labels;
  private Predicate<ExpectedTransaction> matches;
  private Comparator<ExpectedTransaction> order;

  private ListQuestion(Map<String, UUID> labels) {
    this.labels = labels;
    this.matches = expectedTransaction -> expectedTransaction.removedBy == null;
    this.order = Comparator.comparing(expectedTransaction -> expectedTransaction.said.date());
  }

  static ListQuestion random(
      Random random, List<UUID> accounts, List<UUID> categories, Map<String, UUID> labels) {
    ListQuestion listQuestion = new ListQuestion(labels);
    if (random.nextInt(4) == 0) {
      listQuestion.parameters.add("removed=true");
      listQuestion.matches = expectedTransaction -> expectedTransaction.removedBy != null;
    }
    listQuestion.among(
        random, "accountId", accounts, expectedTransaction -> expectedTransaction.account);
    listQuestion.among(
        random,
        "categoryId",
        categories,
        expectedTransaction -> expectedTransaction.category(labels));
    listQuestion.tags(random);
    listQuestion.dates(random);
    listQuestion.amounts(random);
    listQuestion.flags(random);
    listQuestion.sorted(random);
    return listQuestion;
  }

  private void add(String parameter, Predicate<ExpectedTransaction> condition) {
    parameters.add(parameter);
    matches = matches.and(condition);
  }

  private void among(
      Random random, String name, List<UUID> values, Function<ExpectedTransaction, UUID> value) {
    if (random.nextInt(3) > 0) {
      return;
    }
    List<UUID> wanted = values.stream().filter(_ -> random.nextBoolean()).toList();
    if (!wanted.isEmpty()) {
      wanted.forEach(id -> parameters.add(name + "=" + id));
      matches =
          matches.and(expectedTransaction -> wanted.contains(value.apply(expectedTransaction)));
    }
  }

  private void tags(Random random) {
    List<String> wanted = RandomSteps.TAGS.stream().filter(_ -> random.nextInt(5) == 0).toList();
    if (!wanted.isEmpty()) {
      wanted.forEach(
          tag ->
              parameters.add(
                  "tag="
                      + java.net.URLEncoder.encode(tag, java.nio.charset.StandardCharsets.UTF_8)));
      matches =
          matches.and(
              expectedTransaction -> expectedTransaction.tags.stream().anyMatch(wanted::contains));
    }
  }

  private void dates(Random random) {
    LocalDate from = RandomSteps.DAY.plusDays(random.nextInt(RandomSteps.DAYS));
    LocalDate to = from.plusDays(random.nextInt(RandomSteps.DAYS / 2));
    if (random.nextInt(3) == 0) {
      add("from=" + from, expectedTransaction -> !expectedTransaction.said.date().isBefore(from));
    }
    if (random.nextInt(3) == 0) {
      add("to=" + to, expectedTransaction -> !expectedTransaction.said.date().isAfter(to));
    }
  }

  private void amounts(Random random) {
    BigDecimal least = new BigDecimal(random.nextInt(12) - 8);
    BigDecimal most = least.add(new BigDecimal(random.nextInt(6)));
    if (random.nextInt(4) == 0) {
      add(
          "minAmount=" + least,
          expectedTransaction -> expectedTransaction.said.amount().compareTo(least) >= 0);
    }
    if (random.nextInt(4) == 0) {
      add(
          "maxAmount=" + most,
          expectedTransaction -> expectedTransaction.said.amount().compareTo(most) <= 0);
    }
  }

  private void flags(Random random) {
    if (random.nextInt(4) == 0) {
      boolean in = random.nextBoolean();
      add(
          "direction=" + (in ? "in" : "out"),
          expectedTransaction -> expectedTransaction.said.amount().signum() == (in ? 1 : -1));
    }
    if (random.nextInt(4) == 0) {
      boolean pending = random.nextBoolean();
      add(
          "pending=" + pending,
          expectedTransaction -> expectedTransaction.said.pending() == pending);
    }
    if (random.nextInt(5) == 0) {
      String currency = random.nextBoolean() ? "USD" : "EUR";
      add(
          "currency=" + currency,
          expectedTransaction -> expectedTransaction.said.currency().equals(currency));
    }
  }

  private void sorted(Random random) {
    boolean byAmount = random.nextBoolean();
    boolean descending = random.nextBoolean();
    order =
        byAmount
            ? Comparator.comparing(
                (ExpectedTransaction expectedTransaction) -> expectedTransaction.said.amount())
            : Comparator.comparing(
                (ExpectedTransaction expectedTransaction) -> expectedTransaction.said.date());
    order = order.thenComparing(expectedTransaction -> expectedTransaction.known().toString());
    order = descending ? order.reversed() : order;
    parameters.add("sort=" + (descending ? "-" : "") + (byAmount ? "amount" : "date"));
    parameters.add("limit=" + (1 + random.nextInt(20)));
  }

  String query() {
    return String.join("&", parameters);
  }

  /** What the list must be, from the first page to the last. */
  List<Map<String, Object>> answer(ExpectedBook expectedBook) {
    return expectedBook.items.stream()
        .filter(matches)
        .sorted(order)
        .<Map<String, Object>>map(
            expectedTransaction ->
                Map.copyOf(present(expectedTransaction.shown(labels, expectedBook.items))))
        .toList();
  }

  /** Without what is absent. */
  static Map<String, Object> present(Map<String, ?> shown) {
    Map<String, Object> present = new java.util.LinkedHashMap<>();
    shown.forEach(
        (name, value) -> {
          if (value != null) {
            present.put(name, value);
          }
        });
    return present;
  }
}
