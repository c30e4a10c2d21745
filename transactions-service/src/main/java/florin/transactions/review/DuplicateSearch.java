package florin.transactions.review;

import florin.journal.stream.Ids;
import florin.transactions.recurring.pattern.PayeeKey;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Finds pairs of transactions that may be one: of one account, of one amount, a few days apart,
 * with alike texts, at least one of them not from the bank, and not both recorded by one file: a
 * file lists no transaction twice. A transaction is in one pair at most; the nearest dates and the
 * most alike texts come first.
 */
final class DuplicateSearch {

  /** The days that two bookings of one transaction are apart at most. */
  static final int DAYS = 3;

  /** Candidates of one transaction: the next ones by date. */
  private static final int CANDIDATES = 12;

  private static final Comparator<Row> BY_DATE =
      Comparator.comparing(Row::date).thenComparing(Row::id, Ids.ORDER);

  private static final Comparator<Pair> BEST =
      Comparator.comparingLong(Pair::daysApart)
          .thenComparing(Comparator.comparingDouble(Pair::likeness).reversed())
          .thenComparing(Pair::first, BY_DATE)
          .thenComparing(Pair::second, BY_DATE);

  static final Comparator<Pair> NEWEST_FIRST =
      Comparator.comparing((Pair pair) -> pair.second().date()).thenComparing(Pair::id).reversed();

  /**
   * A transaction.
   *
   * @param account of merged accounts, the one that is shown
   * @param text the description with the bank's original one
   * @param byBank whether the bank delivers it
   * @param imports the imports whose files have it
   */
  record Row(
      UUID id,
      UUID account,
      LocalDate date,
      BigDecimal amount,
      String currency,
      String text,
      boolean byBank,
      Set<UUID> imports) {}

  /**
   * Two transactions that may be one.
   *
   * @param first the earlier one
   * @param likeness 0 to 1: the share of the words of the shorter text that are in the other
   */
  record Pair(Row first, Row second, double likeness) {

    long daysApart() {
      return ChronoUnit.DAYS.between(first.date(), second.date());
    }

    /** A pair is not stored: its id consists of the ids of its transactions. */
    String id() {
      List<UUID> ids = Duplicate.ordered(first.id(), second.id());
      return ids.get(0) + "_" + ids.get(1);
    }

    private Set<UUID> ids() {
      return Set.of(first.id(), second.id());
    }
  }

  private record Group(UUID account, String currency, BigDecimal amount) {}

  /** A transaction with the words and the payee of its text. */
  private record Candidate(Row row, Set<String> words, String payee) {

    private static Candidate of(Row row) {
      return new Candidate(row, PayeeKey.words(row.text()), PayeeKey.of(row.text()));
    }

    private boolean comparable(Candidate other) {
      return !(row.byBank() && other.row.byBank())
          && Collections.disjoint(row.imports(), other.row.imports());
    }

    private double likeness(Candidate other) {
      if (words.isEmpty() || other.words.isEmpty()) {
        return payee.equals(other.payee) ? 1 : 0;
      }
      long shared = words.stream().filter(other.words::contains).count();
      return shared / (double) Math.min(words.size(), other.words.size());
    }
  }

  private DuplicateSearch() {}

  /**
   * @param dismissed pairs that the user declared to be no duplicates
   * @return the newest first
   */
  static List<Pair> pairs(Collection<Row> rows, Set<Set<UUID>> dismissed) {
    Map<Group, List<Row>> groups = new LinkedHashMap<>();
    for (Row row : rows) {
      groups
          .computeIfAbsent(
              new Group(row.account(), row.currency(), row.amount().stripTrailingZeros()),
              _ -> new ArrayList<>())
          .add(row);
    }
    List<Pair> pairs = new ArrayList<>();
    groups.values().forEach(group -> pairs.addAll(best(candidates(group, dismissed))));
    return pairs.stream().sorted(NEWEST_FIRST).toList();
  }

  private static List<Pair> candidates(List<Row> group, Set<Set<UUID>> dismissed) {
    List<Candidate> rows = group.stream().sorted(BY_DATE).map(Candidate::of).toList();
    List<Pair> candidates = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      Candidate first = rows.get(i);
      LocalDate until = first.row().date().plusDays(DAYS);
      int last = Math.min(rows.size() - 1, i + CANDIDATES);
      for (int j = i + 1; j <= last && !rows.get(j).row().date().isAfter(until); j++) {
        Candidate second = rows.get(j);
        if (first.comparable(second)) {
          Pair pair = new Pair(first.row(), second.row(), first.likeness(second));
          if (pair.likeness() > 0 && !dismissed.contains(pair.ids())) {
            candidates.add(pair);
          }
        }
      }
    }
    candidates.sort(BEST);
    return candidates;
  }

  private static List<Pair> best(List<Pair> candidates) {
    Set<UUID> taken = new HashSet<>();
    List<Pair> best = new ArrayList<>();
    for (Pair pair : candidates) {
      if (Collections.disjoint(taken, pair.ids())) {
        taken.addAll(pair.ids());
        best.add(pair);
      }
    }
    return best;
  }
}
