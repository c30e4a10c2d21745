package florin.accounts;

import florin.journal.stream.Ids;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The accounts of one user as plain collections, and the balance at the end of a day computed from
 * them in the most literal way. All times are an order of steps.
 */
final class Life {

  /** A balance as it was stated for a day. */
  record Anchor(UUID account, LocalDate day, BigDecimal amount, boolean bank, int order) {}

  record Row(UUID id, UUID account, LocalDate day, BigDecimal amount, boolean bank, int order) {}

  static final class Held {
    boolean linked;
    boolean closed;
    boolean hidden;
    @Nullable UUID into;
  }

  final Map<UUID, Held> accounts = new TreeMap<>(Ids.ORDER);
  final List<Anchor> anchors = new ArrayList<>();
  final List<Row> rows = new ArrayList<>();
  private final LocalDate today;

  Life(LocalDate today) {
    this.today = today;
  }

  /** A later statement of the same source takes the place of an earlier one for the same time. */
  void state(Anchor anchor, boolean opening) {
    if (!opening) {
      anchors.removeIf(
          a ->
              a.account().equals(anchor.account())
                  && a.day().equals(anchor.day())
                  && a.bank() == anchor.bank()
                  && a.order() > 0);
    }
    anchors.add(anchor);
  }

  List<UUID> shown() {
    return accounts.keySet().stream().filter(id -> account(id).into == null).toList();
  }

  Held account(UUID id) {
    return Optional.ofNullable(accounts.get(id)).orElseThrow();
  }

  private List<UUID> members(UUID survivor) {
    return accounts.keySet().stream()
        .filter(id -> id.equals(survivor) || survivor.equals(account(id).into))
        .toList();
  }

  @Nullable BigDecimal balance(UUID survivor, LocalDate day) {
    if (account(survivor).closed && !day.isBefore(today)) {
      return null;
    }
    List<UUID> members = members(survivor);
    Comparator<UUID> survivorFirst =
        Comparator.comparing((UUID id) -> !id.equals(survivor)).thenComparing(Ids.ORDER);
    List<Anchor> stated = anchors.stream().filter(a -> members.contains(a.account())).toList();
    Optional<LocalDate> bankDay =
        stated.stream().filter(Anchor::bank).map(Anchor::day).max(LocalDate::compareTo);
    TreeMap<LocalDate, Anchor> byDay = new TreeMap<>();
    stated.stream()
        .filter(a -> bankDay.isEmpty() || !a.day().isAfter(bankDay.get()))
        .sorted(
            Comparator.comparing(Anchor::bank)
                .thenComparing(a -> a.bank() ? 0 : Math.abs(a.order()))
                .thenComparing(Anchor::account, survivorFirst.reversed()))
        .forEach(a -> byDay.put(a.day(), a));
    List<Row> counted =
        distinct(members, survivorFirst).stream()
            .filter(row -> bankDay.isEmpty() || row.bank())
            .toList();
    return balance(members, byDay, counted, bankDay, day);
  }

  private @Nullable BigDecimal balance(
      List<UUID> members,
      TreeMap<LocalDate, Anchor> anchored,
      List<Row> counted,
      Optional<LocalDate> bankDay,
      LocalDate day) {
    Optional<LocalDate> firstRow = counted.stream().map(Row::day).min(LocalDate::compareTo);
    if (anchored.isEmpty()) {
      boolean known = firstRow.filter(first -> !day.isBefore(first)).isPresent();
      boolean byHand = members.stream().noneMatch(id -> account(id).linked);
      return known && byHand ? sum(counted, LocalDate.MIN, day) : null;
    }
    if (day.isBefore(anchored.firstKey())
        && firstRow.filter(first -> !day.isBefore(first)).isEmpty()) {
      return null;
    }
    Map.Entry<LocalDate, Anchor> before = anchored.floorEntry(day);
    if (before == null) {
      Anchor first = anchored.firstEntry().getValue();
      return end(first, counted, bankDay).subtract(sum(counted, day, first.day()));
    }
    BigDecimal end = end(before.getValue(), counted, bankDay);
    return bankDay.filter(last -> !day.isBefore(last)).isPresent()
        ? end
        : end.add(sum(counted, before.getKey(), day));
  }

  /** Rows of the day that were recorded after a statement by hand are added to it. */
  private static BigDecimal end(Anchor anchor, List<Row> counted, Optional<LocalDate> bankDay) {
    return bankDay.isPresent()
        ? anchor.amount()
        : counted.stream()
            .filter(row -> row.day().equals(anchor.day()) && row.order() > Math.abs(anchor.order()))
            .map(Row::amount)
            .reduce(anchor.amount(), BigDecimal::add);
  }

  private static BigDecimal sum(List<Row> rows, LocalDate after, LocalDate until) {
    return rows.stream()
        .filter(row -> row.day().isAfter(after) && !row.day().isAfter(until))
        .map(Row::amount)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** Rows that agree in day, amount and occurrence are one; the bank's goes first. */
  private List<Row> distinct(List<UUID> members, Comparator<UUID> survivorFirst) {
    Map<List<Object>, Integer> occurrences = new HashMap<>();
    Map<Row, List<Object>> keys = new HashMap<>();
    rows.stream()
        .filter(row -> members.contains(row.account()))
        .sorted(Comparator.comparing(Row::id, Ids.ORDER))
        .forEach(
            row -> {
              int n =
                  occurrences.merge(
                      List.of(row.account(), row.day(), row.amount()), 1, Integer::sum);
              keys.put(row, List.of(row.day(), row.amount(), n));
            });
    Set<List<Object>> seen = new HashSet<>();
    return keys.keySet().stream()
        .sorted(
            Comparator.comparing((Row row) -> !row.bank())
                .thenComparing(Row::account, survivorFirst)
                .thenComparing(Row::id, Ids.ORDER))
        .filter(row -> seen.add(keys.get(row)))
        .toList();
  }
}
