package florin.accounts;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One bank-kept account in one currency as a test knows it: the balances it must have, day by day,
 * made in the plainest way from what was said and what was booked.
 */
final class ExpectedBalances {

  record Booking(LocalDate date, BigDecimal amount) {}

  /** What a day must show. */
  record Shown(String current, boolean observed, @Nullable String unexplained) {}

  final Map<UUID, Booking> bookings = new HashMap<>();
  final TreeMap<LocalDate, BigDecimal> said = new TreeMap<>();

  BigDecimal booked(LocalDate after, LocalDate until) {
    return bookings.values().stream()
        .filter(b -> b.date().isAfter(after) && !b.date().isAfter(until))
        .map(Booking::amount)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  @Nullable BigDecimal balance(LocalDate day) {
    if (said.isEmpty() || day.isBefore(knownFrom())) {
      return null;
    }
    var before = said.floorEntry(day);
    return before != null
        ? before.getKey().equals(said.lastKey())
            ? before.getValue()
            : before.getValue().add(booked(before.getKey(), day))
        : said.firstEntry().getValue().subtract(booked(day, said.firstKey()));
  }

  LocalDate knownFrom() {
    return Stream.concat(Stream.of(said.firstKey()), bookings.values().stream().map(Booking::date))
        .min(LocalDate::compareTo)
        .orElseThrow();
  }

  Map<String, Shown> series(LocalDate from, LocalDate to) {
    Map<String, Shown> days = new TreeMap<>();
    for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
      BigDecimal balance = balance(day);
      if (balance != null) {
        days.put(day.toString(), new Shown(text(balance), said.containsKey(day), unexplained(day)));
      }
    }
    return days;
  }

  private @Nullable String unexplained(LocalDate day) {
    var before = said.lowerEntry(day);
    return !said.containsKey(day) || before == null
        ? null
        : text(said.get(day).subtract(before.getValue()).subtract(booked(before.getKey(), day)));
  }

  static String text(BigDecimal amount) {
    return amount.setScale(2).toPlainString();
  }
}
