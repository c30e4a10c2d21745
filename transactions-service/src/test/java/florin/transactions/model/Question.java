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
final class Question {

  private final List<String> parameters = new ArrayList<>();
  private final Map<String, UUID> labels;
  private Predicate<Item> matches;
  private Comparator<Item> order;

  private Question(Map<String, UUID> labels) {
    this.labels = labels;
    this.matches = item -> item.removedBy == null;
    this.order = Comparator.comparing(item -> item.said.date());
  }

  static Question random(
      Random random, List<UUID> accounts, List<UUID> categories, Map<String, UUID> labels) {
    Question question = new Question(labels);
    if (random.nextInt(4) == 0) {
      question.parameters.add("removed=true");
      question.matches = item -> item.removedBy != null;
    }
    question.among(random, "accountId", accounts, item -> item.account);
    question.among(random, "categoryId", categories, item -> item.category(labels));
    question.tags(random);
    question.dates(random);
    question.amounts(random);
    question.flags(random);
    question.sorted(random);
    return question;
  }

  private void add(String parameter, Predicate<Item> condition) {
    parameters.add(parameter);
    matches = matches.and(condition);
  }

  private void among(Random random, String name, List<UUID> values, Function<Item, UUID> value) {
    if (random.nextInt(3) > 0) {
      return;
    }
    List<UUID> wanted = values.stream().filter(_ -> random.nextBoolean()).toList();
    if (!wanted.isEmpty()) {
      wanted.forEach(id -> parameters.add(name + "=" + id));
      matches = matches.and(item -> wanted.contains(value.apply(item)));
    }
  }

  private void tags(Random random) {
    List<String> wanted = Steps.TAGS.stream().filter(_ -> random.nextInt(5) == 0).toList();
    if (!wanted.isEmpty()) {
      wanted.forEach(
          tag ->
              parameters.add(
                  "tag="
                      + java.net.URLEncoder.encode(tag, java.nio.charset.StandardCharsets.UTF_8)));
      matches = matches.and(item -> item.tags.stream().anyMatch(wanted::contains));
    }
  }

  private void dates(Random random) {
    LocalDate from = Steps.DAY.plusDays(random.nextInt(Steps.DAYS));
    LocalDate to = from.plusDays(random.nextInt(Steps.DAYS / 2));
    if (random.nextInt(3) == 0) {
      add("from=" + from, item -> !item.said.date().isBefore(from));
    }
    if (random.nextInt(3) == 0) {
      add("to=" + to, item -> !item.said.date().isAfter(to));
    }
  }

  private void amounts(Random random) {
    BigDecimal least = new BigDecimal(random.nextInt(12) - 8);
    BigDecimal most = least.add(new BigDecimal(random.nextInt(6)));
    if (random.nextInt(4) == 0) {
      add("minAmount=" + least, item -> item.said.amount().compareTo(least) >= 0);
    }
    if (random.nextInt(4) == 0) {
      add("maxAmount=" + most, item -> item.said.amount().compareTo(most) <= 0);
    }
  }

  private void flags(Random random) {
    if (random.nextInt(4) == 0) {
      boolean in = random.nextBoolean();
      add("direction=" + (in ? "in" : "out"), item -> item.said.amount().signum() == (in ? 1 : -1));
    }
    if (random.nextInt(4) == 0) {
      boolean pending = random.nextBoolean();
      add("pending=" + pending, item -> item.said.pending() == pending);
    }
    if (random.nextInt(5) == 0) {
      String currency = random.nextBoolean() ? "USD" : "EUR";
      add("currency=" + currency, item -> item.said.currency().equals(currency));
    }
  }

  private void sorted(Random random) {
    boolean byAmount = random.nextBoolean();
    boolean descending = random.nextBoolean();
    order =
        byAmount
            ? Comparator.comparing((Item item) -> item.said.amount())
            : Comparator.comparing((Item item) -> item.said.date());
    order = order.thenComparing(item -> item.known().toString());
    order = descending ? order.reversed() : order;
    parameters.add("sort=" + (descending ? "-" : "") + (byAmount ? "amount" : "date"));
    parameters.add("limit=" + (1 + random.nextInt(20)));
  }

  String query() {
    return String.join("&", parameters);
  }

  /** What the list must be, from the first page to the last. */
  List<Map<String, Object>> answer(Book book) {
    return book.items.stream()
        .filter(matches)
        .sorted(order)
        .<Map<String, Object>>map(item -> Map.copyOf(present(item.shown(labels, book.items))))
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
